import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../../lambdas/contract/metrics.ts';
import { MAXIMUM_RECEIVES } from '../../../lambdas/contract/queues.ts';
import type { DeadLetterQueue } from '../../constructs/work-queue.ts';
import { FIVE_MINUTES, sumOverAll } from '../measures.ts';
import type { Observed } from '../observed.ts';
import type { Chapter, Graph } from '../story.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';
import { failingFunctions, slowFunctions } from './functions.ts';
import { tablesThatFail, throttledTables } from './tables.ts';

/** What failed? */
export function failing(watched: Watched): Chapter {
  return {
    title: '5 · Failing',
    question: 'What failed, and what waits for somebody to look at it?',
    graphs: [
      deadLetters(watched),
      quarantine(watched),
      failingFunctions(watched),
      throttledFunctions(watched),
      slowFunctions(watched),
      throttledTables(watched),
      tablesThatFail(watched),
    ],
  };
}

function deadLetters({ observed }: Watched): Graph {
  return {
    title: 'Dead letters',
    watches: observed.deadLetters
      .filter((queue) => canHold(observed, queue))
      .map(
        (queue): Watch => ({
          name: `dead-letters-${queue.workOf}`,
          runbook: 'dead-letters',
          severity: 'look',
          says: `${queue.workOf} could not do what a message asked, ten times. It waits for two weeks.`,
          metric: queue.metricApproximateNumberOfMessagesVisible({
            statistic: 'Maximum',
            period: FIVE_MINUTES,
            label: queue.workOf,
          }),
          threshold: 1,
          inARow: 1,
        }),
      ),
  };
}

/** A message that is dropped before it could be received so often never comes here. */
function canHold({ workQueues }: Observed, deadLetters: DeadLetterQueue): boolean {
  const work = workQueues.find((one) => one.deadLetters === deadLetters);
  if (work === undefined) return true;
  return work.retention.toSeconds() > (MAXIMUM_RECEIVES - 1) * work.visibilityTimeout.toSeconds();
}

function quarantine({ stage }: Watched): Graph {
  return {
    title: 'Quarantined records, but for what collect refused',
    watches: [
      {
        name: 'records-quarantined',
        runbook: 'records-quarantined',
        severity: 'look',
        says: 'A record can never succeed: what it asked for does not happen. It is kept with its reason.',
        // What collect refuses is its callers' fault, and told by events-refused.
        metric: sumOverAll(stage, METRICS.recordsQuarantined, 'function', 'collect'),
        threshold: 1,
        inARow: 1,
      },
    ],
  };
}

function throttledFunctions({ observed }: Watched): Graph {
  const throttles = observed.functions.map((fn) =>
    fn.metricThrottles({ period: FIVE_MINUTES, label: fn.shortName }),
  );
  return {
    title: 'Invocations that Lambda turned away',
    shows: throttles,
    watches: [
      {
        name: 'functions-throttled',
        runbook: 'functions-throttled',
        severity: 'look',
        says: 'The account runs as many functions at once as it may in this region, ours or others’: callers may be turned away, everything else is late.',
        // Of the whole region: no function here has a limit of its own, so all meet the same one.
        metric: new Metric({
          namespace: 'AWS/Lambda',
          metricName: 'Throttles',
          statistic: 'Sum',
          period: FIVE_MINUTES,
          label: 'all of the account',
        }),
        threshold: 1,
        inARow: 3,
      },
    ],
  };
}
