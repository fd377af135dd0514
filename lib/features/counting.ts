import type { Construct } from 'constructs';
import { BROADCASTS } from '../../lambdas/contract/tables.ts';
import { letCount, letQuarantine } from '../constructs/duties.ts';
import { consumeStream } from '../constructs/stream-consumer.ts';
import { Feature, type FeatureProps } from './feature.ts';

/** A batch is one write, whatever is in it; Lambda takes fewer where 6 MB are reached. */
const ROWS_PER_BATCH = 500;
/** A report may be so much behind; the longer, the fewer writes. */
const WINDOW_SECONDS = 5;

/** From rows of journeys and of the ledger to what campaigns count. */
export class Counting extends Feature {
  constructor(scope: Construct, id: string, props: FeatureProps) {
    super(scope, id, props);
    const statistics = this.createFunction('statistics');
    letQuarantine(statistics, this.data);
    letCount(statistics, this.data);
    for (const table of ['Journeys', 'Deliveries'] as const)
      consumeStream(statistics, {
        data: this.data,
        table,
        batchSize: ROWS_PER_BATCH,
        windowSeconds: WINDOW_SECONDS,
        // What is counted once is told by the batch that it came in.
        isWhole: true,
        filter: {
          eventName: ['INSERT', 'MODIFY'],
          dynamodb: { Keys: { profileId: { S: [{ 'anything-but': [BROADCASTS] }] } } },
        },
      });
  }
}
