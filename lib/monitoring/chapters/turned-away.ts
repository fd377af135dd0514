import { METRICS, REFUSAL_REASONS } from '../../../lambdas/contract/metrics.ts';
import { calculate, HOUR, numbered, ownMetric, percentOf, sumOverAll } from '../measures.ts';
import type { Graph } from '../story.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';
import { countAnswers } from './count-answers.ts';

/** Callers that are turned away, because of their key or because there are too many. */
export function turnedAway(watched: Watched): Graph {
  const { stage, thresholds } = watched;
  // The API counts all answers of 400 and more as one.
  const throttled = countAnswers(watched, 'RequestsThrottled', '{ $.status = "429" }');
  return {
    title: 'Turned away',
    shows: REFUSAL_REASONS.map((reason) =>
      ownMetric(stage, METRICS.keyRefusals, { dimensions: { reason }, label: `key: ${reason}` }),
    ),
    watches: [
      {
        name: 'requests-throttled',
        runbook: 'requests-throttled',
        severity: 'look',
        says: 'More requests come than are let in: some callers are told to come again later.',
        metric: throttled,
        threshold: thresholds.requestsThrottled,
        inARow: 3,
      },
      {
        name: 'key-limits-lost',
        runbook: 'key-limits-lost',
        severity: 'look',
        says: 'Nobody can tell how many requests keys have sent: they pass, whatever their limit.',
        metric: ownMetric(stage, METRICS.keyCountsLost, { label: 'passed uncounted' }),
        threshold: 1,
        inARow: 3,
      },
      {
        name: 'keys-refused',
        runbook: 'keys-refused',
        severity: 'look',
        says: 'Many requests come with a key that may not do what they ask: an app with a wrong key, or somebody who tries keys.',
        metric: sumOverAll(stage, METRICS.keyRefusals, 'reason'),
        threshold: thresholds.keysRefused,
        inARow: 3,
      },
      mostlyRefused(watched),
    ],
  };
}

/** An app with few requests that loses all of them is never one in a second. */
function mostlyRefused({ stage, observed, thresholds }: Watched): Watch {
  const refused = numbered(
    'refused an hour',
    REFUSAL_REASONS.map((reason) => ownMetric(stage, METRICS.keyRefusals, { dimensions: { reason } })),
  );
  return {
    name: 'keys-refused-for-an-hour',
    runbook: 'keys-refused',
    severity: 'look',
    says: 'Of an hour’s requests a great part came with a key that may not do what they ask: all that some app sends may be lost.',
    metric: calculate(
      'key refused in an hour, percent',
      percentOf({
        part: `SUM([${Object.keys(refused).join(', ')}])`,
        whole: 'comeAnHour',
        atLeast: thresholds.keysRefusedAtLeast,
      }),
      { ...refused, comeAnHour: observed.api.metricCount({ statistic: 'Sum' }) },
      HOUR,
    ),
    threshold: thresholds.keysRefusedPercent,
    inARow: 1,
  };
}
