import { Duration } from 'aws-cdk-lib';
import { type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { WorkQueue } from './work-queue.ts';

/** EventBridge's own most. */
const RETRY_ATTEMPTS = 185;
const MAXIMUM_EVENT_AGE_HOURS = 24;

export interface QueueRuleProps {
  /** The account's default bus if absent. */
  readonly bus?: EventBus;
  readonly pattern: EventPattern;
  readonly to: WorkQueue;
}

/**
 * A rule that puts matching events on a queue, envelope and all. One that cannot be put there in a day goes to the queue's
 * own dead letters: its body is the same, so it is redriven the same way.
 */
export class QueueRule extends Rule {
  constructor(scope: Construct, id: string, props: QueueRuleProps) {
    super(scope, id, {
      ...(props.bus && { eventBus: props.bus }),
      eventPattern: props.pattern,
      targets: [
        new SqsQueue(props.to.queue, {
          deadLetterQueue: props.to.deadLetters,
          retryAttempts: RETRY_ATTEMPTS,
          maxEventAge: Duration.hours(MAXIMUM_EVENT_AGE_HOURS),
        }),
      ],
    });
  }
}
