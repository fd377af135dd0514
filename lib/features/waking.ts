import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambdas/contract/environment-variables.ts';
import { letAdvanceJourneys, letBeginJourneys, letFold, letHandOutDue } from '../constructs/duties.ts';
import { grantSend, grantTable } from '../constructs/grants.ts';
import { DeadLetterQueue, WorkQueue } from '../constructs/work-queue.ts';
import type { ChannelQueues } from './channels.ts';
import { Feature, type FeatureProps } from './feature.ts';

export interface WakingProps extends FeatureProps {
  readonly refoldQueue: Queue;
  /** Where messages are brought again, by their channel. */
  readonly channelQueues: ChannelQueues;
  /** Where members are told of whose segment a schedule's moment has come. */
  readonly campaignQueue: Queue;
}

const WAKE_EVERY = Duration.minutes(1);
/** An older job has been handed out again many times: behind a backlog it would only do what is done. */
const JOB_RETENTION = Duration.minutes(10);
/** A job is one shard, paged until its time is up. */
const JOBS_PER_BATCH = 1;

/** What is due by the passage of time alone: wake hands out one job a shard every minute, due does it. */
export class Waking extends Feature {
  constructor(scope: Construct, id: string, props: WakingProps) {
    super(scope, id, props);
    const work = new WorkQueue(this, 'DueWork', { consumer: 'due', retention: JOB_RETENTION });
    this.createWake(work);
    work.consumeWith(this.createDue(props), JOBS_PER_BATCH);
  }

  private createWake(work: WorkQueue): void {
    const deadLetterQueue = new DeadLetterQueue(this, 'WakeDeadLetters', 'wake');
    // The next minute asks for the same work, so neither Lambda nor the rule tries an older call again.
    const wake = this.createFunction('wake', {
      asynchronous: { retryAttempts: 0, maximumAge: WAKE_EVERY, deadLetterQueue },
    });
    grantSend(wake, work.queue, ENVIRONMENT.dueQueueUrl);
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(WAKE_EVERY),
      targets: [new FunctionTarget(wake, { deadLetterQueue, maxEventAge: WAKE_EVERY, retryAttempts: 1 })],
    });
  }

  private createDue(props: WakingProps) {
    const due = this.createFunction('due');
    letFold(due, this.data);
    letAdvanceJourneys(due, this.data);
    // What comes to a guest at the moment of what is due, and matters more, begins first.
    letBeginJourneys(due, this.data);
    for (const table of ['Profiles', 'Journeys', 'Deliveries'] as const) letHandOutDue(due, this.data, table);
    grantTable(due, this.data, 'Deliveries', ['GetItem']);
    grantSend(due, props.refoldQueue, ENVIRONMENT.refoldQueueUrl);
    grantSend(due, props.channelQueues.email, ENVIRONMENT.emailQueueUrl);
    grantSend(due, props.channelQueues.sms, ENVIRONMENT.smsQueueUrl);
    grantSend(due, props.channelQueues.push, ENVIRONMENT.pushQueueUrl);
    grantSend(due, props.channelQueues.webhook, ENVIRONMENT.webhookQueueUrl);
    grantSend(due, props.campaignQueue, ENVIRONMENT.campaignQueueUrl);
    grantTable(due, this.data, 'Members', ['Query']);
    return due;
  }
}
