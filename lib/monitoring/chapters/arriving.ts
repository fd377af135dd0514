import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { METRIC_NAMESPACE, METRICS, REFUSAL_REASONS } from '../../../lambdas/contract/metrics.ts';
import { calculate, FIVE_MINUTES, ownMetric, sumOverAll } from '../measures.ts';
import type { Chapter, Graph } from '../story.ts';
import type { Watched } from '../watched.ts';

/** So few failed answers in five minutes say nothing of a rate. */
const FEWEST_FAILED = 5;
const FEWEST_REFUSED = 50;

/** Are events coming in? */
export function arriving(watched: Watched): Chapter {
  return {
    title: '1 · Arriving',
    question: 'Are events coming in, and is anybody turned away?',
    graphs: [events(watched), answers(watched), latency(watched), turnedAway(watched)],
  };
}

function events({ stage, thresholds }: Watched): Graph {
  const stored = ownMetric(stage, METRICS.eventsStored, { label: 'stored' });
  const duplicate = ownMetric(stage, METRICS.eventsDuplicate, { label: 'came again' });
  const refused = ownMetric(stage, METRICS.eventsRefused, { label: 'refused' });
  return {
    title: 'Events in five minutes',
    shows: [stored, duplicate, refused],
    watches: [
      {
        name: 'events-refused',
        runbook: 'events-refused',
        severity: 'look',
        says: 'An app sends events that are refused as malformed: what it wants to say is lost.',
        metric: calculate(
          'refused, percent',
          `IF(refused >= ${FEWEST_REFUSED}, 100 * refused / SUM([refused, stored, duplicate]), 0)`,
          { refused, stored, duplicate },
        ),
        threshold: thresholds.eventsRefusedPercent,
        inARow: 3,
      },
    ],
  };
}

function answers({ observed: { api }, thresholds }: Watched): Graph {
  const requests = api.metricCount({ period: FIVE_MINUTES, label: 'requests' });
  const failed = api.metricServerError({ period: FIVE_MINUTES, label: 'our fault (5xx)' });
  return {
    title: 'Requests',
    shows: [requests, failed],
    watches: [
      {
        name: 'api-failing',
        runbook: 'api-failing',
        severity: 'page',
        says: 'The API answers with errors: events are not stored until callers try again.',
        metric: calculate(
          'our fault, percent',
          `IF(failed >= ${FEWEST_FAILED}, 100 * failed / requests, 0)`,
          { failed, requests },
        ),
        threshold: thresholds.serverErrorPercent,
        inARow: 2,
      },
    ],
  };
}

function latency({ observed: { api }, thresholds }: Watched): Graph {
  const answered = (statistic: string) =>
    api.metricLatency({ period: FIVE_MINUTES, statistic, label: statistic });
  return {
    title: 'Milliseconds to an answer',
    shows: [answered('p50')],
    watches: [
      {
        name: 'api-slow',
        runbook: 'api-slow',
        severity: 'look',
        says: 'The API answers so slowly that callers are about to give up.',
        metric: answered('p99'),
        threshold: thresholds.answerMilliseconds,
        inARow: 3,
      },
    ],
  };
}

function turnedAway({ scope, stage, observed, thresholds }: Watched): Graph {
  // The API counts all answers of 400 and more as one; its log tells them apart.
  const throttled = new MetricFilter(scope, 'RequestsThrottled', {
    logGroup: observed.accessLog,
    filterPattern: FilterPattern.literal('{ $.status = "429" }'),
    metricNamespace: METRIC_NAMESPACE,
    metricName: 'RequestsThrottled',
    metricValue: '1',
    dimensions: { api: '$.apiId' },
  }).metric({
    dimensionsMap: { api: observed.api.apiId },
    statistic: 'Sum',
    period: FIVE_MINUTES,
    label: 'too many (429)',
  });
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
