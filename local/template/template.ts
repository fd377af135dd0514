/** One resource of a CloudFormation template, as synthesized. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** One stack's template and the assets that it names. */
export interface StackTemplate {
  readonly stackName: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>
  >;
  readonly mappings: Readonly<Record<string, Record<string, Record<string, unknown>>>>;
  readonly parameters: Readonly<Record<string, { readonly Default?: unknown }>>;
  /** Folder or file of each asset, by the object key that the template uses. */
  readonly assets: Readonly<Record<string, string>>;
}

/** Where the pretended account is. */
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';
export const PARTITION = 'aws';

/** `arn:aws:<service>:<region>:<account>:<rest>` of the pretended account. */
export function arnOf(service: string, rest: string): string {
  return `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT}:${rest}`;
}

/** Something in the template that this runner does not know: it stops rather than run something else than what deploys. */
export class UnknownTemplatePart extends Error {
  override readonly name = 'UnknownTemplatePart';
}
