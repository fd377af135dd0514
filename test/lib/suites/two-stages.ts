import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT } from '../../../lambdas/contract/environment-variables.ts';
import { covers, type Grant } from '../../../local/rights/granted-rights.ts';
import { grantsOf, readerOf } from '../grants-of.ts';
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

/** What belongs to the account and to no stage: senders, devices and phones, and names that tell nothing. */
const OF_THE_ACCOUNT = [
  'dynamodb:ListStreams *',
  'ses:SendRawEmail arn:aws:ses:us-east-1:000000000000:configuration-set/*',
  'ses:SendRawEmail arn:aws:ses:us-east-1:000000000000:identity/*',
  'sns:CreatePlatformEndpoint *',
  'sns:ListTopics *',
  'sns:Publish all but arn:aws:sns:*:*:*',
  'sns:Publish arn:aws:sns:us-east-1:000000000000:endpoint/*',
];

const describeGrant = ({ action, resource, isExclusion }: Grant) =>
  `${action} ${isExclusion ? 'all but ' : ''}${resource}`;

/** What a stage keeps its data in, or lets others in by. */
const KEEPERS = [
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::Events::EventBus',
  'AWS::SecretsManager::Secret',
  'AWS::Logs::LogGroup',
  'AWS::Lambda::Function',
];

/** ARNs of a stage's own, and one of something within each. */
function ownArns(app: SynthesizedApp): string[] {
  const read = readerOf(app);
  const arns = KEEPERS.flatMap((type) => read(type)).map((resource) => resource.arn());
  return arns.flatMap((arn) => [arn, `${arn}/stream/1`, `${arn}/index/due`, `${arn}/programs/1`]);
}

/** Two deployments in one account and region. */
export function describeTwoStages(one: SynthesizedApp, other: SynthesizedApp): void {
  describe('two stages in one account and region', () => {
    test('have no name in common', () => {
      const taken = new Set(uniqueNames(one));

      expect(uniqueNames(other).filter((name) => taken.has(name))).toEqual([]);
    });

    describe.each([
      ['the one', one, other, 'test'],
      ['the other', other, one, 'other'],
    ] as const)('%s', (_name, app, neighbour, stage) => {
      const grants = grantsOf(app);

      test('has rights on what has its stage in its name or tag, and on what belongs to the account', () => {
        const foreign = grants
          .filter(({ resourceTags }) => resourceTags?.['maitred-stage'] !== stage)
          .filter(
            ({ resource }) => !new RegExp(`maitred(data|service)?-${stage}[-/]`, 'i').test(`${resource}/`),
          );

        expect(foreign.map(describeGrant).filter((grant) => !OF_THE_ACCOUNT.includes(grant))).toEqual([]);
      });

      test('reaches nothing that its neighbour keeps', () => {
        const neighbours = ownArns(neighbour);
        const reached = grants
          .filter((grant) => !OF_THE_ACCOUNT.includes(describeGrant(grant)))
          .flatMap((grant) => {
            const { functionName, action, leadingKeys } = grant;
            const asked = leadingKeys === undefined ? {} : { leadingKeys };
            return neighbours.filter((resource) =>
              covers(grant, functionName, { action, resource, ...asked }),
            );
          });

        expect(neighbours.length).toBeGreaterThan(100);
        expect(reached).toEqual([]);
      });
    });

    test('have buses that say which stage is theirs', () => {
      one.data.hasResourceProperties('AWS::Events::EventBus', { Name: 'maitred-test' });
      other.data.hasResourceProperties('AWS::Events::EventBus', { Name: 'maitred-other' });
    });
  });
}
