import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { FUNCTIONS, type FunctionName } from '../../../lambdas/contract/functions.ts';
import { TABLES } from '../../../lambdas/contract/tables.ts';
import { functionNamed, resourcesOf, type SynthesizedApp } from '../synthesized-app.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
}

interface PolicyDocument {
  readonly Statement: readonly Statement[];
}

/** Every pattern of ARNs that a function is given, as narrow as AWS allows; the reason is beside its construct. */
const EXPLAINED_PATTERNS = [
  /Playbooks.*\/(programs|templates)\/\*/,
  /Failures.*\/aws\/lambda\/\*/,
  /(Events|Profiles)[0-9A-F]{8}Arn.*\/stream\/\*/,
  /:ses:.*:(identity|configuration-set)\/\*/,
  /:sns:.*:(app|endpoint)\/\*/,
  /:sns:.*:maitred-test-venue-\*/,
  /:ssm:.*:parameter\/maitred\/\*/,
];

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function statementsOf(template: Template, name: FunctionName): Statement[] {
  const [role] = functionNamed(template, name).Role['Fn::GetAtt'];
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => JSON.stringify(Properties.Roles).includes(`"${role}"`))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as PolicyDocument).Statement);
}

function tablesIn(text: string, suffix: string): string[] {
  return Object.keys(TABLES).filter((name) => new RegExp(`${name}[0-9A-F]{8}${suffix}`).test(text));
}

/** The end of a joined ARN: what comes after its last reference. */
function lastPart(arn: unknown): unknown {
  const [, parts] = (arn as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return parts.at(-1);
}

/** What each function may do. */
export function describeRights({ service }: SynthesizedApp): void {
  /** The functions that may do an action on a table. */
  function whoMay(action: string, table: string): FunctionName[] {
    return FUNCTIONS.filter((name) =>
      statementsOf(service, name).some(
        (statement) =>
          list(statement.Action).includes(`dynamodb:${action}`) &&
          tablesIn(JSON.stringify(statement.Resource), 'Arn').includes(table),
      ),
    );
  }

  describe('every function', () => {
    test.each(FUNCTIONS)('%s is given actions by name, and no action on everything', (name) => {
      for (const statement of statementsOf(service, name)) {
        expect(list(statement.Action).filter((action) => String(action).includes('*'))).toEqual([]);
        expect(list(statement.Resource)).not.toContain('*');
      }
    });

    test.each(FUNCTIONS)('%s is given no pattern of ARNs without a reason', (name) => {
      const patterns = statementsOf(service, name)
        .flatMap(({ Resource }) => list(Resource))
        .map((resource) => JSON.stringify(resource) ?? '')
        .filter((resource) => resource.includes('*'));

      expect(patterns.filter((pattern) => !EXPLAINED_PATTERNS.some((known) => known.test(pattern)))).toEqual(
        [],
      );
    });

    test.each(FUNCTIONS)('%s is told the names of just those tables that it has a right to', (name) => {
      const rights = statementsOf(service, name)
        .filter(({ Action }) => !list(Action).includes('dynamodb:ListStreams'))
        .map(({ Resource }) => JSON.stringify(Resource))
        .join();
      const environment = JSON.stringify(functionNamed(service, name).Environment);

      expect(tablesIn(rights, 'Arn')).toEqual(
        Object.keys(TABLES).filter((table) => new RegExp(`Ref${table}[0-9A-F]{8}`).test(environment)),
      );
    });

    test.each(FUNCTIONS)('%s writes its own log and has no managed policy', (name) => {
      const [role] = functionNamed(service, name).Role['Fn::GetAtt'];
      const { LogGroup } = functionNamed(service, name).LoggingConfig;

      expect(statementsOf(service, name)).toContainEqual({
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [LogGroup.Ref, 'Arn'] },
      });
      expect(service.toJSON().Resources[role].Properties.ManagedPolicyArns).toBeUndefined();
    });
  });

  describe('few functions', () => {
    test('read single ledger rows: due, and the channels, which keep them', () => {
      expect(whoMay('GetItem', 'Deliveries')).toEqual(['due', 'email', 'sms', 'push', 'webhook', 'staff']);
      expect(whoMay('GetItem', 'Journeys')).toEqual(['due']);
    });

    test('write events: collect, and consent, whose choices are events', () => {
      expect(whoMay('PutItem', 'Events')).toEqual(['collect', 'consent']);
    });

    test('write profiles: those that resolve and those that decide', () => {
      expect(whoMay('PutItem', 'Profiles')).toEqual(['resolve', 'refold', 'redrive', 'campaign', 'due']);
    });

    test('know who an identifier belongs to: those that look people up, and of those write it who resolve', () => {
      expect(whoMay('BatchGetItem', 'Identities')).toEqual([
        'collect',
        'resolve',
        'redrive',
        'profiles',
        'consent',
      ]);
      expect(whoMay('PutItem', 'Identities')).toEqual(['resolve', 'redrive']);
    });

    test('read templates: email, whose messages are made from them', () => {
      const reading = FUNCTIONS.filter((name) =>
        statementsOf(service, name).some(
          ({ Action, Resource }) =>
            list(Action).includes('s3:GetObject') && JSON.stringify(Resource).includes('/templates/*'),
        ),
      );
      expect(reading).toEqual(['email']);
    });

    test('send mail: email, under any sender and configuration set of this account', () => {
      const sending = FUNCTIONS.flatMap((name) =>
        statementsOf(service, name)
          .filter(({ Action }) => list(Action).includes('ses:SendRawEmail'))
          .map(({ Resource }) => [name, list(Resource).map(lastPart)]),
      );
      expect(sending).toEqual([['email', [':configuration-set/*', ':identity/*']]]);
    });

    test('change keys and the active playbook: what an administrator calls', () => {
      expect(whoMay('PutItem', 'Config')).toEqual(['keys', 'playbook']);
    });

    test.each(['DeleteItem', 'Scan'])('may do %s: none', (action) => {
      expect(Object.keys(TABLES).flatMap((table) => whoMay(action, table))).toEqual([]);
    });

    test.each(['openapi', 'not-yet'] as const)('need nothing at all: %s', (name) => {
      expect(statementsOf(service, name)).toHaveLength(1);
    });

    test('send text messages, which may not reach topics and devices', () => {
      const publishing = FUNCTIONS.filter((name) =>
        statementsOf(service, name).some(({ NotResource }) => NotResource !== undefined),
      );
      expect(publishing).toEqual(['sms']);
      expect(
        statementsOf(service, 'sms').find(({ NotResource }) => NotResource !== undefined)?.NotResource,
      ).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sns:*:*:*']] });
    });
  });
}
