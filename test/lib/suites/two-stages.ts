import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT } from '../../../lambdas/contract/environment-variables.ts';
import { functionNamed, type SynthesizedApp, type TemplateResource } from '../synthesized-app.ts';

/** Names that are no key, or one only within the role or API that they belong to. */
const NOT_UNIQUE = [
  'AWS::ApiGatewayV2::Api.Name',
  'AWS::ApiGatewayV2::Stage.StageName',
  'AWS::IAM::Policy.PolicyName',
];

/** Refers to something of its own stage, by which it differs from another stage's. */
const IS_OF_ITS_STAGE = /"(Ref|Fn::GetAtt|Fn::ImportValue)":(?!"AWS::)/;

/** The names that a template gives its resources; the others' are made up by CloudFormation and never the same. */
function givenNames(template: Template): string[] {
  const resources = Object.values(template.toJSON().Resources as Record<string, TemplateResource>);
  return resources.flatMap(({ Type, Properties }) =>
    Object.entries(Properties ?? {})
      .filter(([property]) => property.endsWith('Name'))
      .map(([property, value]) => [`${Type}.${property}`, JSON.stringify(value)] as const)
      .filter(([property, value]) => !NOT_UNIQUE.includes(property) && !IS_OF_ITS_STAGE.test(value))
      .map(([property, value]) => `${property} ${value}`),
  );
}

function exportNames(template: Template): string[] {
  const outputs = (template.toJSON().Outputs ?? {}) as Record<string, { Export?: { Name: unknown } }>;
  return Object.values(outputs).flatMap((output) =>
    output.Export === undefined ? [] : [JSON.stringify(output.Export.Name)],
  );
}

/** All that must be there once in an account and region. */
function uniqueNames({ data, service, stackNames }: SynthesizedApp): string[] {
  const topics = functionNamed(service, 'staff').Environment.Variables[ENVIRONMENT.staffTopicPrefix];
  return [
    ...stackNames,
    ...[data, service].flatMap((template) => [...givenNames(template), ...exportNames(template)]),
    `topics ${String(topics)}`,
  ];
}

/** Two deployments in one account and region. */
export function describeTwoStages(one: SynthesizedApp, other: SynthesizedApp): void {
  describe('two stages in one account and region', () => {
    test('have no name in common', () => {
      const taken = new Set(uniqueNames(one));

      expect(uniqueNames(other).filter((name) => taken.has(name))).toEqual([]);
    });

    test('have buses that say which stage is theirs', () => {
      one.data.hasResourceProperties('AWS::Events::EventBus', { Name: 'maitred-test' });
      other.data.hasResourceProperties('AWS::Events::EventBus', { Name: 'maitred-other' });
    });
  });
}
