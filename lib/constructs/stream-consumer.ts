import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, type IEventSourceDlq, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { TableName } from '../../lambdas/contract/tables.ts';
import type { DataStack } from '../data-stack.ts';
import type { MaitredFunction } from './maitred-function.ts';
import { grantPattern, importedArn } from './pattern-grant.ts';

/** With the growing pause between them, enough to outlast an outage of hours; then the batch goes to the bucket. */
const RETRY_ATTEMPTS = 100;

export interface StreamConsumerProps {
  readonly data: DataStack;
  readonly table: TableName;
  readonly batchSize: number;
  /** Which records the function is invoked for: a pattern of Lambda's event filtering. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** How long a batch may be waited for to become full; default: not at all. */
  readonly windowSeconds?: number;
  /** Whether a batch that fails comes again as it was, for functions to which its halves would be other batches. */
  readonly isWhole?: boolean;
}

/**
 * Has the function consume a table's stream in order: one batch of a shard at a time, from the oldest record, partial
 * failures reported, and after the last retry to S3, which keeps the payload (SQS would keep only positions).
 */
export function consumeStream(fn: MaitredFunction, props: StreamConsumerProps): void {
  const { tableStreamArn } = props.data.tables[props.table];
  if (!tableStreamArn)
    throw new Error(`table ${props.table} has no stream: say so in lambdas/contract/tables.ts`);
  fn.addEventSourceMapping(`${props.table}Stream`, {
    eventSourceArn: tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: props.batchSize,
    parallelizationFactor: 1,
    bisectBatchOnError: props.isWhole !== true,
    ...(props.windowSeconds !== undefined && { maxBatchingWindow: Duration.seconds(props.windowSeconds) }),
    reportBatchItemFailures: true,
    retryAttempts: RETRY_ATTEMPTS,
    filters: [FilterCriteria.filter(props.filter)],
    onFailure: failuresDestination(props.data),
    supportS3OnFailureDestination: true,
  });
  grantStream(fn, tableStreamArn);
  grantFailures(fn, props.data);
}

function failuresDestination(data: DataStack): IEventSourceDlq {
  return { bind: () => ({ destination: data.failures.bucketArn }) };
}

/** What Lambda asks for to poll: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html */
function grantStream(fn: MaitredFunction, streamArn: string): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [streamArn],
    }),
  );
  grantPattern(fn, {
    actions: ['dynamodb:ListStreams'],
    pattern: '*',
    because:
      'AWS knows no resource type for this action: it tells the names of streams, and nothing of what is in them.',
  });
}

function grantFailures(fn: MaitredFunction, data: DataStack): void {
  fn.addToRolePolicy(
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [data.failures.bucketArn] }),
  );
  grantPattern(fn, {
    actions: ['s3:PutObject'],
    pattern: `${importedArn(data, data.failures.bucketArn)}/aws/lambda/*`,
    because: 'Lambda names each object after the mapping, the shard and the time of the failure.',
  });
}
