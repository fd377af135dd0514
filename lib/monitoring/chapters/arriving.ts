import { METRICS } from '../../../lambdas/contract/metrics.ts';
import { calculate, FIVE_MINUTES, ownMetric } from '../measures.ts';
import type { Chapter, Graph } from '../story.ts';
import type { Watched } from '../watched.ts';
import { countAnswers } from './count-answers.ts';
import { turnedAway } from './turned-away.ts';

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
    watchesOnTheRight: true,
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

function answers(watched: Watched): Graph {
  const requests = watched.observed.api.metricCount({
    statistic: 'Sum',
    period: FIVE_MINUTES,
    label: 'requests',
  });
  // The API's own figure of 5xx counts 501 too, which is the right answer to what is not built yet.
  const failed = countAnswers(watched, 'AnswersFailed', '{ $.status = "5*" && $.status != "501" }');
  return {
    title: 'Requests in five minutes',
    watchesOnTheRight: true,
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
        threshold: watched.thresholds.serverErrorPercent,
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
