import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../../lambdas/contract/functions.ts';
import { MAXIMUM_RECEIVES } from '../../lambdas/contract/queues.ts';
import { FUNCTION_SETTINGS } from './function-settings.ts';
import type { MaitredFunction } from './maitred-function.ts';

/** AWS's advice: a message must not come back while its function may still be trying, throttled tries included. */
const VISIBILITY_TIMES_FUNCTION_TIMEOUT = 6;
const RETENTION = Duration.days(4);
/** SQS counts from the first send, so this must exceed RETENTION for a dead letter to be found. */
const DEAD_LETTER_RETENTION_DAYS = 14;
/** Of the account's 1,000 by default: a burst of messages must leave room for collect. */
const MAXIMUM_CONCURRENCY = 50;

export interface WorkQueueProps {
  /** The function that will consume it: its timeout decides the queue's visibility timeout. */
  readonly consumer: FunctionName;
  /** How long a message is worth doing; four days if absent. */
  readonly retention?: Duration;
}

/** A queue, encrypted and over TLS alone, and the queue of what failed each time. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;
  readonly consumer: FunctionName;
  readonly visibilityTimeout: Duration;
  readonly retention: Duration;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.consumer = props.consumer;
    this.retention = props.retention ?? RETENTION;
    const { timeoutSeconds } = FUNCTION_SETTINGS[props.consumer];
    this.visibilityTimeout = Duration.seconds(timeoutSeconds * VISIBILITY_TIMES_FUNCTION_TIMEOUT);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', props.consumer);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: this.retention,
      visibilityTimeout: this.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAXIMUM_RECEIVES },
    });
  }

  /** Has the function consume the queue, `batchSize` messages at a time, each failing on its own. */
  consumeWith(fn: MaitredFunction, batchSize: number): void {
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [this.queue.queueArn],
      }),
    );
    fn.addEventSourceMapping('Work', {
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxConcurrency: MAXIMUM_CONCURRENCY,
      reportBatchItemFailures: true,
    });
  }
}

/** Where a message waits for an operator. */
export class DeadLetterQueue extends Queue {
  /** The function whose work rests here. */
  readonly workOf: FunctionName;

  constructor(scope: Construct, id: string, workOf: FunctionName) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(DEAD_LETTER_RETENTION_DAYS),
    });
    this.workOf = workOf;
  }
}
