import { METRICS } from '../../../lambdas/contract/metrics.ts';
import { calculate, FIVE_MINUTES, HOUR, ownMetric, percentOf } from '../measures.ts';
import type { Chapter, Graph } from '../story.ts';
import type { Watched } from '../watched.ts';
import { countAnswers } from './count-answers.ts';
import { silence } from './silence.ts';
import { turnedAway } from './turned-away.ts';

/** Are events coming in? */
export function arriving(watched: Watched): Chapter {
  return {
    title: '1 · Arriving',
    question: 'Are events coming in, and is anybody turned away?',
    graphs: [events(watched), answers(watched), latency(watched), turnedAway(watched)],
  };
}

function events(watched: Watched): Graph {
  const { stage, thresholds } = watched;
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
          'refused in an hour, percent',
          percentOf({
            part: 'refused',
            whole: 'SUM([refused, stored, duplicate])',
            atLeast: thresholds.eventsRefusedAtLeast,
          }),
          { refused, stored, duplicate },
          HOUR,
        ),
        threshold: thresholds.eventsRefusedPercent,
        inARow: 1,
      },
      ...silence(watched),
    ],
  };
}

function answers(watched: Watched): Graph {
  const { thresholds } = watched;
  const about = {
    runbook: 'api-failing',
    severity: 'page',
    says: 'The API answers with errors: events are not stored until callers try again.',
  } as const;
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
        ...about,
        name: 'api-failing',
        metric: calculate(
          'our fault, percent',
          percentOf({ part: 'failed', whole: 'requests', atLeast: thresholds.serverErrorsAtLeast }),
          { failed, requests },
        ),
        threshold: thresholds.serverErrorPercent,
        inARow: 2,
      },
      {
        ...about,
        name: 'api-failing-for-an-hour',
        metric: calculate(
          'our fault in an hour, percent',
          percentOf({
            part: 'failedAnHour',
            whole: 'requestsAnHour',
            atLeast: thresholds.hourlyServerErrorsAtLeast,
          }),
          { failedAnHour: failed, requestsAnHour: requests },
          HOUR,
        ),
        threshold: thresholds.hourlyServerErrorPercent,
        inARow: 1,
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
