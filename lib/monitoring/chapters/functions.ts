import type { MaitredFunction } from '../../constructs/maitred-function.ts';
import { calculate, FIVE_MINUTES, numbered, sumOf } from '../measures.ts';
import type { Graph } from '../story.ts';
import type { Watch } from '../watch.ts';
import type { Watched } from '../watched.ts';

/** The features whose functions answer HTTP. */
const ANSWERING = ['Answering', 'Administering'];
const MILLISECONDS_A_SECOND = 1_000;

/** Functions that end in an error or are cut off: one alarm a feature, since its functions fail together. */
export function failingFunctions({ observed }: Watched): Graph {
  return {
    title: 'Invocations that ended in an error',
    watches: [...observed.features].map(
      ([feature, functions]): Watch => ({
        name: `functions-failing-${feature.toLowerCase()}`,
        runbook: 'functions-failing',
        severity: 'look',
        says: `Invocations end in an error or are cut off, again and again: ${namesOf(functions)}.`,
        metric: sumOf(
          feature,
          functions.map((fn) => fn.metricErrors({ period: FIVE_MINUTES })),
        ),
        threshold: 1,
        inARow: 3,
      }),
    ),
  };
}

/** Functions that are about to be cut off. Those that answer HTTP are told by `api-slow`. */
export function slowFunctions({ observed, thresholds }: Watched): Graph {
  const features = [...observed.features].filter(([feature]) => !ANSWERING.includes(feature));
  return {
    title: 'Slowest invocation, percent of what it may take',
    watches: features.map(
      ([feature, functions]): Watch => ({
        name: `functions-slow-${feature.toLowerCase()}`,
        runbook: 'functions-slow',
        severity: 'look',
        says: `Invocations take nearly as long as they may: ${namesOf(functions)}. What is cut off begins anew.`,
        metric: shareOfTimeout(feature, functions),
        threshold: thresholds.timeoutPercent,
        inARow: 3,
      }),
    ),
  };
}

function shareOfTimeout(feature: string, functions: readonly MaitredFunction[]) {
  const durations = numbered(
    feature,
    functions.map((fn) => fn.metricDuration({ statistic: 'Maximum', period: FIVE_MINUTES })),
  );
  const ids = Object.keys(durations);
  const shares = functions.map((fn, index) => `${ids[index]} / ${timeoutMilliseconds(fn)}`);
  return calculate(feature, `100 * MAX([${shares.join(', ')}])`, durations);
}

function timeoutMilliseconds({ timeout, shortName }: MaitredFunction): number {
  if (timeout === undefined) throw new Error(`${shortName} has no timeout to be compared with`);
  return timeout.toSeconds() * MILLISECONDS_A_SECOND;
}

const namesOf = (functions: readonly MaitredFunction[]) =>
  functions.map(({ shortName }) => shortName).join(', ');
