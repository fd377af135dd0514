import { Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../../lambdas/contract/metrics.ts';
import type { MaitredFunction } from '../../constructs/maitred-function.ts';
import { calculate, FIVE_MINUTES, ownMetric } from '../measures.ts';
import type { Chapter, Graph } from '../story.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';
import { isFolding, waiting } from './waiting.ts';

const MILLISECONDS_A_MINUTE = 60_000;
const MILLISECONDS_A_SECOND = 1_000;

/** Are events becoming profiles, and how fresh are they? */
export function becomingProfiles(watched: Watched): Chapter {
  return {
    title: '2 · Becoming profiles',
    question: 'Do events become profiles, and how long does it take?',
    graphs: [
      freshness(watched),
      refusedLinks(watched),
      behind(watched),
      unread(watched),
      waiting(watched, ({ consumer }) => isFolding(consumer)),
      givenUp(watched),
    ],
  };
}

function freshness({ stage, thresholds }: Watched): Graph {
  const took = (statistic: string) =>
    ownMetric(stage, METRICS.eventToProfileMilliseconds, { statistic, label: statistic });
  return {
    title: 'Milliseconds from event to profile',
    shows: [took('p50')],
    watches: [
      {
        name: 'profiles-late',
        runbook: 'profiles-late',
        severity: 'look',
        says: 'Profiles are behind what guests do: what is decided now is decided on an old picture.',
        metric: took('p95'),
        threshold: thresholds.eventToProfileSeconds * MILLISECONDS_A_SECOND,
        inARow: 3,
      },
    ],
  };
}

/** A rise is a kiosk, or a playbook that is too strict: `maitred who` says which links and why. */
function refusedLinks({ stage }: Watched): Graph {
  return {
    title: 'Links between identifiers that were refused',
    shows: [ownMetric(stage, METRICS.linksRefused, { statistic: 'Sum', label: 'refused' })],
  };
}

function behind({ observed, thresholds }: Watched): Graph {
  return {
    title: 'Milliseconds that streams are behind',
    watches: observed.streamConsumers.map((fn): Watch => {
      const { shortName } = fn;
      return {
        name: `stream-behind-${shortName}`,
        runbook: 'stream-behind',
        severity: 'page',
        says: `${shortName} does not keep up with its stream. Triggers that are an hour late are dropped, records are lost after a day.`,
        metric: fn.metric('IteratorAge', { statistic: 'Maximum', period: FIVE_MINUTES, label: shortName }),
        threshold: thresholds.streamBehindMinutes * MILLISECONDS_A_MINUTE,
        inARow: 2,
        // It is only said when an invocation ends: between the tries of a stuck batch there is none.
        missing: TreatMissingData.IGNORE,
      };
    }),
  };
}

/** What never runs is never behind: streams say how late they are only when they are read. */
function unread({ stage, observed }: Watched): Graph {
  const readers = observed.streamConsumers.filter(({ shortName }) => shortName === 'resolve');
  const stored = ownMetric(stage, METRICS.eventsStored, { label: 'stored' });
  return {
    title: 'Events stored while nobody reads them',
    watches: readers.map(
      (fn): Watch => ({
        name: `stream-unread-${fn.shortName}`,
        runbook: 'stream-unread',
        severity: 'page',
        says: `Events are stored, and ${fn.shortName} is not called for them. Triggers that are an hour late are dropped, records are lost after a day.`,
        metric: calculate(
          'stored and not read',
          // A function that is not called has no figure; the sum holds also where there was none for so long that nothing is filled.
          'IF(stored > 0 AND SUM([0 * stored, FILL(called, 0)]) == 0, stored, 0)',
          { stored, called: fn.metricInvocations() },
        ),
        threshold: 1,
        // On a quiet day events do not come in each five minutes; one at their end is read in the next.
        inARow: 3,
        outOf: 12,
      }),
    ),
  };
}

function givenUp({ observed }: Watched): Graph {
  return {
    title: 'Batches that a stream gave up',
    watches: [
      {
        name: 'batches-given-up',
        runbook: 'batches-given-up',
        severity: 'look',
        says: 'A stream gave up a batch after all its tries. It lies in the failures bucket and is being driven again.',
        metric: new Metric({
          namespace: 'AWS/Events',
          metricName: 'Invocations',
          dimensionsMap: { RuleName: observed.failureRule.ruleName },
          statistic: 'Sum',
          period: FIVE_MINUTES,
          label: 'given up',
        }),
        threshold: 1,
        inARow: 1,
      },
      ...observed.streamConsumers.map(lostBatches),
    ],
  };
}

function lostBatches(fn: MaitredFunction): Watch {
  const { shortName } = fn;
  return {
    name: `batches-lost-${shortName}`,
    runbook: 'batches-lost',
    severity: 'page',
    says: `A batch that ${shortName} gave up could not be kept in the failures bucket.`,
    metric: fn.metric('DestinationDeliveryFailures', {
      statistic: 'Sum',
      period: FIVE_MINUTES,
      label: `lost by ${shortName}`,
    }),
    threshold: 1,
    inARow: 1,
  };
}
