import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionName } from '../../../lambdas/contract/functions.ts';
import type { MaitredFunction } from '../../constructs/maitred-function.ts';
import { calculate, FIVE_MINUTES, MINUTE } from '../measures.ts';
import type { Chapter, Graph } from '../story.ts';
import type { Watched } from '../watched.ts';
import { isChannel, isFolding, waiting } from './waiting.ts';

/** Are decisions made, also those that time alone brings? */
export function deciding(watched: Watched): Chapter {
  return {
    title: '3 · Deciding',
    question: 'Are decisions made, also those that time alone brings?',
    graphs: [
      waking(watched),
      work(watched),
      waiting(watched, ({ consumer }) => !isFolding(consumer) && !isChannel(consumer)),
    ],
  };
}

function waking(watched: Watched): Graph {
  const wake = named(watched, 'wake');
  return {
    title: 'Minutes in which wake handed out work',
    watches: [
      {
        name: 'wake-stopped',
        runbook: 'wake-stopped',
        severity: 'page',
        says: 'wake has not handed out work for five minutes: no wait ends, nobody leaves a segment, no webhook is tried again.',
        metric: calculate(
          'calls that succeeded',
          'called - failed',
          {
            called: wake.metricInvocations({ period: MINUTE }),
            failed: wake.metricErrors({ period: MINUTE }),
          },
          MINUTE,
        ),
        threshold: 1,
        isTooLittle: true,
        inARow: 5,
        // It is called every minute: no figure is the fault itself.
        missing: TreatMissingData.BREACHING,
      },
    ],
  };
}

function work(watched: Watched): Graph {
  const told = ['announce', 'campaign', 'due'] as const;
  return {
    title: 'Batches of signals, of decisions, and of what is due',
    shows: told.map((name) => named(watched, name).metricInvocations({ period: FIVE_MINUTES, label: name })),
  };
}

function named({ observed }: Watched, name: FunctionName): MaitredFunction {
  const found = observed.functions.find(({ shortName }) => shortName === name);
  if (found === undefined) throw new Error(`there is no ${name} to watch`);
  return found;
}
