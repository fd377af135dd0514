import { createResolver } from './resolver.ts';
import { type Addresses, arnOfResource, createResourceNames, physicalName } from './resource-names.ts';
import { type StackTemplate, UnknownTemplatePart } from './template.ts';

/** One resource with its properties resolved. */
export interface ResolvedResource {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly type: string;
  /** Short, for people: the construct's own id in kebab case, `not-yet`; the logical id where there is none. */
  readonly label: string;
  readonly name: string;
  arn(): string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Reads the resources of one type out of all stacks, their properties resolved. */
export type ReadResources = (type: string) => ResolvedResource[];

export function createResourceReader(stacks: readonly StackTemplate[], addresses: Addresses): ReadResources {
  const resolve = createResolver(stacks, createResourceNames(addresses));
  return (type) =>
    stacks.flatMap((stack) =>
      Object.entries(stack.resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([logicalId, resource]) => ({
          stack,
          logicalId,
          type,
          label: labelOf(logicalId, resource.Metadata),
          name: physicalName(stack, logicalId),
          arn: () => arnOfResource(stack, logicalId),
          properties: resolve(stack, resource.Properties ?? {}) as Record<string, unknown>,
        })),
    );
}

function labelOf(logicalId: string, metadata: Readonly<Record<string, unknown>> | undefined): string {
  const path = String(metadata?.['aws:cdk:path'] ?? '').split('/');
  return path.at(-1) === 'Resource' ? (path.at(-2) ?? logicalId) : logicalId;
}

/** `NotYet` → `not-yet`. */
export function kebabCase(text: string): string {
  return text.replace(/(?<=[a-z0-9])([A-Z])/g, '-$1').toLowerCase();
}

/** Finds by ARN, or says who asks for something that is not there. */
export function byArn<T extends { readonly arn: string }>(list: readonly T[], arn: unknown, who: string): T {
  const found = list.find((one) => one.arn === arn);
  if (found === undefined)
    throw new UnknownTemplatePart(`${who}: no resource here has the ARN ${String(arn)}`);
  return found;
}
