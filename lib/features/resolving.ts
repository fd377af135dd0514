import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambdas/contract/environment-variables.ts';
import { letCount, letFold, letKeepMembers, letNoteNames, letResolve } from '../constructs/duties.ts';
import { grantBus, grantSend } from '../constructs/grants.ts';
import { grantPattern, importedArn } from '../constructs/pattern-grant.ts';
import { QueueRule } from '../constructs/queue-rule.ts';
import { consumeStream } from '../constructs/stream-consumer.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { Feature, type FeatureProps } from './feature.ts';

/** A guest's events of one moment arrive together, so a fuller batch means fewer writes; 100 events of 32 KiB stay below Lambda's 6 MB. */
const EVENTS_PER_BATCH = 100;
/** Each is a guest's whole history, or a whole failed batch. */
const JOBS_PER_BATCH = 1;

/** From events to profiles: as they come (resolve), from the beginning (refold), after a failure (redrive). */
export class Resolving extends Feature {
  /** Profiles to fold from the beginning. */
  readonly refoldQueue: Queue;

  constructor(scope: Construct, id: string, props: FeatureProps) {
    super(scope, id, props);
    this.refoldQueue = this.createRefold();
    this.createResolve();
    this.createRedrive();
  }

  private createRefold(): Queue {
    const work = new WorkQueue(this, 'RefoldWork', { consumer: 'refold' });
    const refold = this.createFunction('refold');
    letFold(refold, this.data);
    work.consumeWith(refold, JOBS_PER_BATCH);
    return work.queue;
  }

  private createResolve(): void {
    const resolve = this.createFunction('resolve');
    letResolve(resolve, this.data);
    letNoteNames(resolve, this.data);
    grantSend(resolve, this.refoldQueue, ENVIRONMENT.refoldQueueUrl);
    consumeStream(resolve, {
      data: this.data,
      table: 'Events',
      batchSize: EVENTS_PER_BATCH,
      // An event is never changed; what expires needs no fold.
      filter: { eventName: ['INSERT'] },
    });
  }

  private createRedrive(): void {
    const { failures } = this.data;
    const redrive = this.createFunction('redrive');
    letResolve(redrive, this.data);
    grantBus(redrive, this.data);
    letKeepMembers(redrive, this.data);
    letCount(redrive, this.data);
    grantSend(redrive, this.refoldQueue, ENVIRONMENT.refoldQueueUrl);
    grantPattern(redrive, {
      actions: ['s3:GetObject'],
      pattern: `${importedArn(this.data, failures.bucketArn)}/aws/lambda/*`,
      because: 'Lambda names each object after the mapping, the shard and the time of the failure.',
    });
    const work = new WorkQueue(this, 'RedriveWork', { consumer: 'redrive' });
    work.consumeWith(redrive, JOBS_PER_BATCH);
    new QueueRule(this, 'FailureWritten', {
      pattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [failures.bucketName] } },
      },
      to: work,
    });
  }
}
