import type { Grant } from '../../local/rights/granted-rights.ts';
import {
  kebabCase,
  type ReadResources,
  type ResolvedResource,
} from '../../local/template/resource-reader.ts';

type OwnRight = Pick<Grant, 'functionName' | 'action' | 'resource'>;

interface EventSource {
  readonly FunctionName: string;
  readonly EventSourceArn: string;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html; the group is there already. */
const LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html */
const STREAM = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
const EVERY_STREAM = ['dynamodb:ListStreams'];
/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const QUEUE = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
const FAILURES_BUCKET = ['s3:ListBucket'];
const FAILURES = ['s3:PutObject'];
/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const DEAD_LETTERS = ['sqs:SendMessage'];

/** The rights that Lambda itself uses in a function's name, by AWS's own lists: no call of the function shows them. */
export function rightsOfLambda(read: ReadResources): OwnRight[] {
  const sources = read('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties as object);
  return read('AWS::Lambda::Function').flatMap((fn) =>
    once([
      ...rightsOfFunction(read, fn),
      ...(sources as EventSource[])
        .filter(({ FunctionName }) => FunctionName === fn.name)
        .flatMap((source) => rightsOfSource(nameOf(fn), source)),
    ]),
  );
}

/** What a function needs for several of its sources, it is given once. */
function once(rights: readonly OwnRight[]): OwnRight[] {
  return [...new Map(rights.map((right) => [JSON.stringify(right), right])).values()];
}

const nameOf = ({ label }: ResolvedResource) => kebabCase(label);

const all = (functionName: string, actions: readonly string[], resource: string): OwnRight[] =>
  actions.map((action) => ({ functionName, action, resource }));

function rightsOfFunction(read: ReadResources, fn: ResolvedResource): OwnRight[] {
  const { LoggingConfig, DeadLetterConfig } = fn.properties as {
    readonly LoggingConfig: { readonly LogGroup: string };
    readonly DeadLetterConfig?: { readonly TargetArn: string };
  };
  const log = read('AWS::Logs::LogGroup').find(({ name }) => name === LoggingConfig.LogGroup);
  return [
    ...all(nameOf(fn), LOG, log?.arn() ?? 'a log that is not there'),
    ...(DeadLetterConfig === undefined ? [] : all(nameOf(fn), DEAD_LETTERS, DeadLetterConfig.TargetArn)),
  ];
}

function rightsOfSource(functionName: string, source: EventSource): OwnRight[] {
  const { EventSourceArn: arn, DestinationConfig } = source;
  if (arn.includes(':sqs:')) return all(functionName, QUEUE, arn);
  const bucket = DestinationConfig?.OnFailure?.Destination ?? 'a destination that is not there';
  return [
    ...all(functionName, STREAM, arn),
    ...all(functionName, EVERY_STREAM, '*'),
    ...all(functionName, FAILURES_BUCKET, bucket),
    ...all(functionName, FAILURES, `${bucket}/aws/lambda/*`),
  ];
}
