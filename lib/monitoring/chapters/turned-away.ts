import { METRICS, REFUSAL_REASONS } from '../../../lambdas/contract/metrics.ts';
import { ownMetric, sumOverAll } from '../measures.ts';
import type { Graph } from '../story.ts';
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
    ],
  };
}
