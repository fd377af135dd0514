import type { AwsCall } from '../aws/aws-call.ts';
import { ACCOUNT, arnOf, PARTITION, REGION } from '../template/template.ts';
import { leadingKeysOf, type PartitionKeyOf } from './leading-keys.ts';

/** What IAM is asked before a call is let through. */
export interface Right {
  /** As policies write it: `dynamodb:PutItem`. */
  readonly action: string;
  /** The ARN that it is done to; the words below where there is none. */
  readonly resource: string;
  /** DynamoDB: the partition keys of the items that the call touches. */
  readonly leadingKeys?: readonly string[];
}

/** A phone number has no ARN. */
export const PHONE_NUMBER = 'a phone number';
/** What policies can only grant on `*`. */
const ANYTHING = 'anything';

/** Calls that policies know by the name of another action. */
export const ACTION_NAMES: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  HeadObject: 'GetObject',
};
/** A transaction has no action of its own: each of its parts needs the plain one. */
export const PART_ACTIONS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * The rights that AWS asks for a call.
 * @throws Error for a call of which this does not know what it needs
 */
export function rightsNeededBy(call: AwsCall, partitionKeyOf: PartitionKeyOf): Right[] {
  if (call.service === 'dynamodb') return rightsOnTables(call, partitionKeyOf);
  const resourcesOf = RESOURCES[call.service];
  if (resourcesOf === undefined) throw new Error(`which rights does ${call.service} ${call.action} need?`);
  const action = `${call.service}:${ACTION_NAMES[call.action] ?? call.action}`;
  return resourcesOf(call).map((resource) => ({ action, resource }));
}

interface TablePart {
  readonly TableName: string;
  readonly IndexName?: string;
}

function rightsOnTables({ action, parameters }: AwsCall, partitionKeyOf: PartitionKeyOf): Right[] {
  const on = (name: string, part: TablePart): Right => ({
    action: `dynamodb:${name}`,
    resource: arnOf(
      'dynamodb',
      `table/${part.TableName}${part.IndexName === undefined ? '' : `/index/${part.IndexName}`}`,
    ),
    leadingKeys: leadingKeysOf({ ...part }, partitionKeyOf(part.TableName)),
  });
  if (action.startsWith('Transact')) {
    const items = parameters.TransactItems as readonly Record<string, TablePart>[];
    return items
      .flatMap((item) => Object.entries(item))
      .map(([name, part]) => on(PART_ACTIONS[name] ?? name, part));
  }
  const requests = parameters.RequestItems as Record<string, object> | undefined;
  const parts = Object.entries(requests ?? {}).map(([TableName, request]) => ({ TableName, ...request }));
  return (requests === undefined ? [parameters as unknown as TablePart] : parts).map((part) =>
    on(action, part),
  );
}

/** A playbook names ARNs of the account that it was written for: on this machine that is the pretended one. */
function inThisAccount(arn: string): string {
  const [, partition, service, , , ...rest] = arn.split(':');
  return `arn:${partition}:${service}:${REGION}:${ACCOUNT}:${rest.join(':')}`;
}

/** What a call is done to, by service. */
const RESOURCES: Readonly<Record<string, (call: AwsCall) => string[]>> = {
  s3: ({ path }) => {
    const [, bucket = '', ...key] = (path.split('?')[0] ?? '').split('/').map(decodeURIComponent);
    return [`arn:${PARTITION}:s3:::${[bucket, ...key].join('/')}`];
  },
  sqs: ({ parameters }) => [arnOf('sqs', String(parameters.QueueUrl).split('/').at(-1) ?? '')],
  events: ({ parameters }) =>
    (parameters.Entries as readonly { readonly EventBusName?: string }[]).map(
      ({ EventBusName = 'default' }) => arnOf('events', `event-bus/${EventBusName.split('/').at(-1)}`),
    ),
  // The sender is in the mail itself; where its identity has a default configuration set, SES asks for that too.
  ses: () => [arnOf('ses', 'identity/sender.example.com'), arnOf('ses', 'configuration-set/default')],
  sns: ({ action, parameters: { TopicArn, TargetArn, Name, PhoneNumber } }) => {
    if (action === 'CreatePlatformEndpoint') return [ANYTHING];
    if (PhoneNumber !== undefined) return [PHONE_NUMBER];
    return [inThisAccount(String(TopicArn ?? TargetArn ?? arnOf('sns', String(Name))))];
  },
  ssm: ({ parameters }) => [arnOf('ssm', `parameter${String(parameters.Name)}`)],
  secretsmanager: ({ parameters }) => [String(parameters.SecretId)],
};
