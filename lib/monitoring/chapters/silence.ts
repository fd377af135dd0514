import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../../lambdas/contract/metrics.ts';
import { HOUR, ownMetric } from '../measures.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';

/** CloudWatch looks back no further. */
const HOURS_A_WEEK = 168;

/**
 * That nothing comes, where the house says for how long that may be.
 * @throws Error where these are no whole hours of a week
 */
export function silence({ stage, thresholds: { silentHours } }: Watched): Watch[] {
  if (!Number.isInteger(silentHours) || silentHours < 0 || silentHours > HOURS_A_WEEK)
    throw new Error(`silentHours: ${silentHours} is not a whole number from 0 to ${HOURS_A_WEEK}`);
  if (silentHours === 0) return [];
  return [
    {
      name: 'nothing-arrives',
      runbook: 'nothing-arrives',
      severity: 'page',
      says: `No event has been stored for ${silentHours} hours.`,
      metric: ownMetric(stage, METRICS.eventsStored, { period: HOUR, label: 'stored in an hour' }),
      threshold: 1,
      isTooLittle: true,
      inARow: silentHours,
      // Who stores nothing counts nothing: no figure is the fault itself.
      missing: TreatMissingData.BREACHING,
    },
  ];
}
