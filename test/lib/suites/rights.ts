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
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface PolicyDocument {
  readonly Statement: readonly Statement[];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function statementsOf(template: Template, name: FunctionName): Statement[] {
  const [role] = functionNamed(template, name).Role['Fn::GetAtt'];
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => JSON.stringify(Properties.Roles).includes(`"${role}"`))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as PolicyDocument).Statement);
}

/** The kinds of rows that a statement is for; undefined: any. */
function kindsOf({ Condition }: Statement): readonly unknown[] | undefined {
  const keys = Condition?.['ForAllValues:StringEquals']?.['dynamodb:LeadingKeys'];
  return keys === undefined ? undefined : list(keys);
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
  /** The functions that may do an action on a table, or there on rows of one kind. */
  function whoMay(action: string, table: string, kind?: string): FunctionName[] {
    return FUNCTIONS.filter((name) =>
      statementsOf(service, name).some(
        (statement) =>
          list(statement.Action).includes(`dynamodb:${action}`) &&
          tablesIn(JSON.stringify(statement.Resource), 'Arn').includes(table) &&
          (kind === undefined || (kindsOf(statement)?.includes(kind) ?? true)),
      ),
    );
  }

  describe('every function', () => {
    test.each(FUNCTIONS)('%s is given actions by name', (name) => {
      const actions = statementsOf(service, name).flatMap(({ Action }) => list(Action));

      expect(actions.filter((action) => String(action).includes('*'))).toEqual([]);
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
      expect(whoMay('GetItem', 'Journeys')).toEqual(['campaign', 'due', 'playbook']);
    });

    test('write events: collect, consent and lists, whose changes are events, and those that decide, whose steps set and grant', () => {
      expect(whoMay('PutItem', 'Events')).toEqual(['collect', 'campaign', 'due', 'lists', 'consent']);
    });

    test('keep who is in which segment: members, and redrive, what that gave up', () => {
      expect(whoMay('PutItem', 'Members')).toEqual(['redrive', 'members']);
      expect(whoMay('Query', 'Members')).toEqual(['due', 'segments']);
    });

    test('write profiles: those that resolve, those that decide, whose message fails, who brings to a new playbook, splits and mends', () => {
      const deciding = ['campaign', 'due'];
      const sending = ['email', 'sms', 'push'];
      const writing = [
        'resolve',
        'refold',
        'redrive',
        ...deciding,
        ...sending,
        'backfill',
        'split',
        'rebuild',
      ];
      expect(whoMay('PutItem', 'Profiles')).toEqual(writing);
    });

    test('know who an identifier belongs to: those that look people up, and of those write it who resolve, and who splits', () => {
      expect(whoMay('BatchGetItem', 'Identities')).toEqual([
        'collect',
        'resolve',
        'redrive',
        'profiles',
        'consent',
        'split',
        'rebuild',
      ]);
      expect(whoMay('PutItem', 'Identities')).toEqual(['resolve', 'redrive', 'split']);
    });

    test('read templates: email, whose messages are made from them, and playbook, which shows what is active', () => {
      const reading = FUNCTIONS.filter((name) =>
        statementsOf(service, name).some(
          ({ Action, Resource }) =>
            list(Action).includes('s3:GetObject') && JSON.stringify(Resource).includes('/templates/*'),
        ),
      );
      expect(reading).toEqual(['email', 'playbook']);
    });

    test('send mail: email, under any sender and configuration set of this account', () => {
      const sending = FUNCTIONS.flatMap((name) =>
        statementsOf(service, name)
          .filter(({ Action }) => list(Action).includes('ses:SendRawEmail'))
          .map(({ Resource }) => [name, list(Resource).map(lastPart)]),
      );
      expect(sending).toEqual([['email', [':configuration-set/*', ':identity/*']]]);
    });

    test.each([
      ['make keys', 'PutItem', 'key', ['keys']],
      ['revoke keys', 'UpdateItem', 'key', ['keys']],
      ['list keys', 'Query', 'key', ['keys']],
      [
        'find a key',
        'GetItem',
        'key',
        [
          'collect',
          'profiles',
          'segments',
          'report',
          'lists',
          'consent',
          'keys',
          'playbook',
          'plan',
          'backfill',
          'split',
          'rebuild',
        ],
      ],
      [
        'count the requests of keys',
        'UpdateItem',
        'key-usage',
        [
          'collect',
          'profiles',
          'segments',
          'report',
          'lists',
          'consent',
          'keys',
          'playbook',
          'plan',
          'backfill',
          'split',
          'rebuild',
        ],
      ],
      ['note names that were received', 'UpdateItem', 'seen-name', ['resolve']],
      ['read names that were received', 'Query', 'seen-name', ['resolve', 'segments']],
      [
        'count what becomes of journeys and messages',
        'UpdateItem',
        'campaign-count',
        ['redrive', 'statistics', 'report'],
      ],
      ['tell what was counted', 'Query', 'campaign-count', ['report']],
      ['list keys that sent too many', 'Query', 'key-usage', ['keys']],
      ['make a playbook the active one', 'PutItem', 'playbook', ['playbook']],
      ['go back to a playbook', 'UpdateItem', 'playbook', ['playbook']],
      ['record versions', 'PutItem', 'playbook-version', ['playbook']],
      [
        'look up earlier versions',
        'GetItem',
        'playbook-version',
        ['campaign', 'due', 'email', 'sms', 'push', 'webhook', 'staff', 'profiles', 'playbook', 'split'],
      ],
    ])('%s', (_duty, action, kind, functions) => {
      expect(whoMay(action, 'Config', kind)).toEqual(functions);
    });

    test('touch the table of keys and playbooks but for the kinds that they name: none', () => {
      const unbounded = FUNCTIONS.filter((name) =>
        statementsOf(service, name).some(
          (statement) =>
            tablesIn(JSON.stringify(statement.Resource), 'Arn').includes('Config') &&
            kindsOf(statement) === undefined,
        ),
      );
      expect(unbounded).toEqual([]);
    });

    test('touch that table by a call that names no kind, of which IAM would say that all of them are right: none', () => {
      const bounded = FUNCTIONS.flatMap((name) => statementsOf(service, name)).filter(
        (statement) => kindsOf(statement) !== undefined,
      );
      expect(bounded.length).toBeGreaterThan(0);
      for (const { Condition } of bounded)
        expect(Condition?.Null).toEqual({ 'dynamodb:LeadingKeys': 'false' });
    });

    test('may do DeleteItem: lists, of what a static list no longer holds', () => {
      const deleting = Object.keys(TABLES).filter((table) => whoMay('DeleteItem', table).length > 0);
      expect(deleting).toEqual(['Config']);
      expect(whoMay('DeleteItem', 'Config', 'list')).toEqual(['lists']);
      expect(whoMay('DeleteItem', 'Config', 'key')).toEqual([]);
    });

    test('may do Scan: plan, backfill and rebuild, which go through all people, and report, through what was counted', () => {
      const scanned = Object.keys(TABLES).filter((table) => whoMay('Scan', table).length > 0);
      expect(scanned).toEqual(['Profiles', 'Journeys', 'Deliveries']);
      expect(whoMay('Scan', 'Journeys')).toEqual(['report']);
      expect(whoMay('Scan', 'Deliveries')).toEqual(['report']);
      expect(whoMay('Scan', 'Profiles')).toEqual(['plan', 'backfill', 'rebuild']);
    });

    test.each(['openapi', 'not-yet', 'not-found'] as const)('need nothing at all: %s', (name) => {
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
