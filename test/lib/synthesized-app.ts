import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import type { FunctionName } from '../../lambdas/contract/functions.ts';
import { Maitred, type MaitredProps } from '../../lib/maitred.ts';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

export interface SynthesizedApp {
  readonly data: Template;
  readonly service: Template;
  readonly stackNames: readonly string[];
  /** What cdk-nag found: rule and construct, one line each. */
  readonly findings: readonly string[];
}

/** As in cdk.json, and with the paths by which functions are called by their names. */
const CONTEXT = { '@aws-cdk/aws-iam:minimizePolicies': true, 'aws:cdk:enable-path-metadata': true };

/** Synthesizes both stacks with cdk-nag's checks; the functions' code is left out. */
export function synthesizeApp(props: MaitredProps = {}): SynthesizedApp {
  const app = new App({ analyticsReporting: false, context: CONTEXT });
  const codeOf = () => Code.fromInline('exports.handler = async () => undefined;');
  const { data, service } = new Maitred(app, 'Maitred', { stage: 'test', codeOf, ...props });
  const templates = { data: Template.fromStack(data), service: Template.fromStack(service) };
  return { ...templates, stackNames: [data.stackName, service.stackName], findings: checkWithNag(app) };
}

/** What cdk-nag's checks of AwsSolutions and of NIST 800-53 r5 find in an app that has been synthesized or not. */
export function checkWithNag(app: App): string[] {
  return [new AwsSolutionsChecks(app), new NIST80053R5Checks(app)]
    .flatMap((checks) => checks.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
}

/** The resources of one type, by logical id. */
export function resourcesOf(template: Template, type: string): [string, TemplateResource][] {
  return Object.entries(template.findResources(type) as Record<string, TemplateResource>);
}

export interface FunctionProperties extends Readonly<Record<string, unknown>> {
  readonly Role: { readonly 'Fn::GetAtt': readonly [string, 'Arn'] };
  readonly LoggingConfig: { readonly LogGroup: { readonly Ref: string } };
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
  readonly Timeout: number;
}

/** The properties of the function with this name. */
export function functionNamed(template: Template, name: FunctionName): FunctionProperties {
  const found = resourcesOf(template, 'AWS::Lambda::Function')
    .map(([, resource]) => resource.Properties as FunctionProperties)
    .find(({ Environment }) => Environment.Variables.POWERTOOLS_SERVICE_NAME === `maitred-${name}`);
  if (!found) throw new Error(`no function ${name} in the template`);
  return found;
}
