import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { ConfigKind } from '../../lambdas/contract/config-kinds.ts';
import { ENVIRONMENT, type EnvironmentVariable } from '../../lambdas/contract/environment-variables.ts';
import type { TableName } from '../../lambdas/contract/tables.ts';
import type { DataStack } from '../data-stack.ts';
import type { MaitredFunction } from './maitred-function.ts';
import { grantPattern, importedArn } from './pattern-grant.ts';

/** Transactions have no action of their own: each of their parts needs the plain one. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem'
  | 'DescribeTable';

type PlainTable = Exclude<TableName, 'Config'>;

const TABLE_VARIABLES: Readonly<Record<PlainTable, EnvironmentVariable>> = {
  Events: ENVIRONMENT.eventsTable,
  Profiles: ENVIRONMENT.profilesTable,
  Identities: ENVIRONMENT.identitiesTable,
  Journeys: ENVIRONMENT.journeysTable,
  Deliveries: ENVIRONMENT.deliveriesTable,
  Offers: ENVIRONMENT.offersTable,
  Venues: ENVIRONMENT.venuesTable,
  Members: ENVIRONMENT.membersTable,
  Quarantine: ENVIRONMENT.quarantineTable,
};

/** Lets the function do these actions on the table and tells it the table's name. */
export function grantTable(
  fn: MaitredFunction,
  data: DataStack,
  name: PlainTable,
  actions: readonly TableAction[],
): void {
  allow(fn, dynamodbActions(actions), data.tables[name].tableArn);
  fn.setVariable(TABLE_VARIABLES[name], data.tables[name].tableName);
}

/**
 * Lets the function do these actions on rows of the Config table that are of these kinds, on no others, and tells it the table's
 * name. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function grantConfig(
  fn: MaitredFunction,
  data: DataStack,
  kinds: readonly ConfigKind[],
  actions: readonly TableAction[],
): void {
  const { tableArn, tableName } = data.tables.Config;
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: dynamodbActions(actions),
      resources: [tableArn],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [...kinds] },
        // Of no keys at all, everything is true: a call that names none is refused.
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    }),
  );
  fn.setVariable(ENVIRONMENT.configTable, tableName);
}

/** Lets the function query one index of a table; the table's name comes with the table's own grant. */
export function grantIndexQuery(fn: MaitredFunction, data: DataStack, name: PlainTable, index: string): void {
  allow(fn, dynamodbActions(['Query']), `${data.tables[name].tableArn}/index/${index}`);
  fn.setVariable(TABLE_VARIABLES[name], data.tables[name].tableName);
}

/** Where in the playbooks bucket something lies: see playbook-store.ts. */
export type PlaybookFolder = 'programs' | 'templates';

/** Lets the function read or write these folders of the playbooks bucket and tells it the bucket's name. */
export function grantPlaybooks(
  fn: MaitredFunction,
  data: DataStack,
  actions: readonly ('GetObject' | 'PutObject')[],
  folders: readonly PlaybookFolder[],
): void {
  for (const folder of folders) {
    grantPattern(fn, {
      actions: actions.map((action) => `s3:${action}`),
      pattern: `${importedArn(data, data.playbooks.bucketArn)}/${folder}/*`,
      because: 'Objects are named by playbook versions, which do not exist yet when the stack is deployed.',
    });
  }
  fn.setVariable(ENVIRONMENT.playbooksBucket, data.playbooks.bucketName);
}

/** Lets the function put signals on the bus. */
export function grantBus(fn: MaitredFunction, data: DataStack): void {
  allow(fn, ['events:PutEvents'], data.bus.eventBusArn);
  fn.setVariable(ENVIRONMENT.busName, data.bus.eventBusName);
}

/** Lets the function send to the queue, whose URL it finds under `variable`. */
export function grantSend(fn: MaitredFunction, queue: Queue, variable: EnvironmentVariable): void {
  allow(fn, ['sqs:SendMessage'], queue.queueArn);
  fn.setVariable(variable, queue.queueUrl);
}

/** Lets the function read the key of unsubscribe links. */
export function grantLinkSecret(fn: MaitredFunction, data: DataStack): void {
  allow(fn, ['secretsmanager:GetSecretValue'], data.linkSecret.secretArn);
  fn.setVariable(ENVIRONMENT.linkSecretArn, data.linkSecret.secretArn);
}

function allow(fn: MaitredFunction, actions: readonly string[], resource: string): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [resource] }));
}

function dynamodbActions(actions: readonly TableAction[]): string[] {
  return actions.map((action) => `dynamodb:${action}`);
}
