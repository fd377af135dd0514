import type { AwsCall } from '../../local/aws/aws-call.ts';
import { arnOf, PARTITION } from '../../local/template/template.ts';

/** What IAM is asked before a call is let through. */
export interface Right {
  /** As policies write it: `dynamodb:PutItem`. */
  readonly action: string;
  /** The ARN that it is done to; for a text message the words below. */
  readonly resource: string;
}

/** A phone number has no ARN. */
export const PHONE_NUMBER = 'a phone number';

/** Actions that policies know by another name. */
const ACTION_NAMES: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  HeadObject: 'GetObject',
  TransactGetItems: 'GetItem',
};
/** A transaction has no action of its own: each of its parts needs the plain one. */
const PART_ACTIONS: Readonly<Record<string, string>> = {
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
export function rightsNeededBy(call: AwsCall): Right[] {
  const resourcesOf = RESOURCES[call.service];
  if (resourcesOf === undefined) throw new Error(`which rights does ${call.service} ${call.action} need?`);
  if (call.service === 'dynamodb' && call.action.startsWith('Transact')) return partsOf(call);
  const action = `${call.service}:${ACTION_NAMES[call.action] ?? call.action}`;
  return resourcesOf(call).map((resource) => ({ action, resource }));
}

const tableArn = (name: unknown) => arnOf('dynamodb', `table/${String(name)}`);

function partsOf({ parameters }: AwsCall): Right[] {
  const items = parameters.TransactItems as readonly Record<string, { readonly TableName: string }>[];
  return items
    .flatMap((item) => Object.entries(item))
    .map(([part, { TableName }]) => ({
      action: `dynamodb:${PART_ACTIONS[part] ?? part}`,
      resource: tableArn(TableName),
    }));
}

/** What a call is done to, by service. */
const RESOURCES: Readonly<Record<string, (call: AwsCall) => string[]>> = {
  dynamodb: ({ parameters: { TableName, RequestItems, IndexName } }) => {
    const names = RequestItems === undefined ? [TableName] : Object.keys(RequestItems as object);
    return names.map(
      (name) => tableArn(name) + (IndexName === undefined ? '' : `/index/${String(IndexName)}`),
    );
  },
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
  sns: ({ parameters: { TopicArn, TargetArn, PlatformApplicationArn, Name, PhoneNumber } }) => [
    PhoneNumber === undefined
      ? String(TopicArn ?? TargetArn ?? PlatformApplicationArn ?? arnOf('sns', String(Name)))
      : PHONE_NUMBER,
  ],
  ssm: ({ parameters }) => [arnOf('ssm', `parameter${String(parameters.Name)}`)],
  secretsmanager: ({ parameters }) => [String(parameters.SecretId)],
};
