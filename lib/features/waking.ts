import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambdas/contract/environment-variables.ts';
import { letDecide, letHandOutDue, letResolve } from '../constructs/duties.ts';
import { grantSend, grantTable } from '../constructs/grants.ts';
import { DeadLetterQueue, WorkQueue } from '../constructs/work-queue.ts';
import { Feature, type FeatureProps } from './feature.ts';

export interface WakingProps extends FeatureProps {
  readonly refoldQueue: Queue;
  readonly webhookQueue: Queue;
}

const WAKE_EVERY_MINUTES = 1;
/** A job is one shard, paged until its time is up. */
const JOBS_PER_BATCH = 1;

/** What is due by the passage of time alone: wake hands out one job a shard every minute, due does it. */
export class Waking extends Feature {
  constructor(scope: Construct, id: string, props: WakingProps) {
    super(scope, id, props);
    const work = new WorkQueue(this, 'DueWork', { consumer: 'due' });
    this.createWake(work);
    work.consumeWith(this.createDue(props), JOBS_PER_BATCH);
  }

  private createWake(work: WorkQueue): void {
    const deadLetterQueue = new DeadLetterQueue(this, 'WakeDeadLetters');
    const wake = this.createFunction('wake', { deadLetterQueue });
    grantSend(wake, work.queue, ENVIRONMENT.dueQueueUrl);
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(WAKE_EVERY_MINUTES)),
      targets: [
        new FunctionTarget(wake, {
          deadLetterQueue,
          // The next minute asks for the same work, so an older call is not worth another try.
          maxEventAge: Duration.minutes(WAKE_EVERY_MINUTES),
          retryAttempts: 1,
        }),
      ],
    });
  }

  private createDue(props: WakingProps) {
    const due = this.createFunction('due');
    letResolve(due, this.data);
    letDecide(due, this.data);
    for (const table of ['Profiles', 'Journeys', 'Deliveries'] as const) letHandOutDue(due, this.data, table);
    grantTable(due, this.data, 'Journeys', ['GetItem']);
    grantTable(due, this.data, 'Deliveries', ['GetItem']);
    grantSend(due, props.refoldQueue, ENVIRONMENT.refoldQueueUrl);
    grantSend(due, props.webhookQueue, ENVIRONMENT.webhookQueueUrl);
    return due;
  }
}
