import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { BUS_SOURCE, DETAIL_TYPES } from '../../lambdas/contract/detail-types.ts';
import { ENVIRONMENT } from '../../lambdas/contract/environment-variables.ts';
import { letAdvanceJourneys, letBeginJourneys } from '../constructs/duties.ts';
import { grantSend } from '../constructs/grants.ts';
import { QueueRule } from '../constructs/queue-rule.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { Feature, type FeatureProps } from './feature.ts';

/** Decisions on different guests; few enough that a slow batch ends well within the function's timeout. */
const SIGNALS_PER_BATCH = 10;

export interface CampaignsProps extends FeatureProps {
  readonly refoldQueue: Queue;
}

/** From signals to decisions: who is eligible, what waits, what is sent. */
export class Campaigns extends Feature {
  /** Where signals wait to be decided on. */
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: CampaignsProps) {
    super(scope, id, props);
    const work = new WorkQueue(this, 'CampaignWork', { consumer: 'campaign' });
    this.queue = work.queue;
    new QueueRule(this, 'CampaignTriggered', {
      bus: this.data.bus,
      pattern: {
        source: [BUS_SOURCE],
        detailType: [
          DETAIL_TYPES.segmentEntered,
          DETAIL_TYPES.segmentLeft,
          DETAIL_TYPES.memberIncluded,
          DETAIL_TYPES.eventMatched,
          DETAIL_TYPES.dateReached,
          DETAIL_TYPES.journeyEventMatched,
        ],
      },
      to: work,
    });
    const campaign = this.createFunction('campaign');
    letBeginJourneys(campaign, this.data);
    // Those that waited for an event go on.
    letAdvanceJourneys(campaign, this.data);
    // A profile in an older playbook's terms is folded anew before it is decided on.
    grantSend(campaign, props.refoldQueue, ENVIRONMENT.refoldQueueUrl);
    work.consumeWith(campaign, SIGNALS_PER_BATCH);
  }
}
