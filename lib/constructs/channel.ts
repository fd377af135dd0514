import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { BUS_SOURCE, DETAIL_TYPES } from '../../lambdas/contract/detail-types.ts';
import type { FunctionName } from '../../lambdas/contract/functions.ts';
import type { MaitredFunction } from './maitred-function.ts';
import { QueueRule } from './queue-rule.ts';
import { WorkQueue } from './work-queue.ts';

export type ChannelName = Extract<FunctionName, 'email' | 'sms' | 'push' | 'webhook' | 'staff'>;

export interface ChannelProps {
  readonly bus: EventBus;
  readonly channel: ChannelName;
  readonly deliver: MaitredFunction;
  readonly batchSize: number;
}

/** The way of one channel's messages: from the bus over a queue to the function that delivers them. */
export class Channel extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: ChannelProps) {
    super(scope, id);
    const work = new WorkQueue(this, 'Work', { consumer: props.channel });
    new QueueRule(this, 'Requested', {
      bus: props.bus,
      pattern: {
        source: [BUS_SOURCE],
        detailType: [DETAIL_TYPES.messageRequested],
        detail: { channel: [props.channel] },
      },
      to: work,
    });
    work.consumeWith(props.deliver, props.batchSize);
    this.queue = work.queue;
  }
}
