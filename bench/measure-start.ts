import { readFileSync } from 'node:fs';
import { constants, gzipSync } from 'node:zlib';
import { FUNCTIONS, type FunctionName } from '../lambdas/contract/functions.ts';
import type { Figure } from './figure.ts';
import { median } from './quantile.ts';
import { buildStartVariants, type StartVariants } from './start/start-variants.ts';
import { type Start, timeStart } from './start/time-start.ts';

/** Those that every event passes: for them there is an aim, and they are started more often. */
const AIMED = new Set<string>(['collect', 'resolve']);
const ROUNDS_OF_AIMED = 25;
const ROUNDS = 3;
/** Of the time above an empty function that the unbundled one takes. */
const AIM = 0.5;

interface Timed {
  readonly clock: number;
  readonly processor: number;
}

/**
 * Starts each function in processes of their own, one after another in turn: as deployed, with its packages unbundled, and
 * an empty one. By the processor's time, because the clock's is also everybody else's.
 */
export async function measureStart(): Promise<readonly Figure[]> {
  const variants = buildStartVariants();
  try {
    timeStart(variants.empty); // the first finds cold caches
    const empty: Start[] = [];
    const figures = FUNCTIONS.flatMap((name) => figuresOf(name, variants, empty));
    const { processor, clock } = medians(empty);
    const note = `${clock.toFixed(0)} ms by the clock; one file`;
    return [{ name: 'start of an empty function', ours: processor, unit: 'ms', note }, ...figures];
  } finally {
    variants.remove();
  }
}

function figuresOf(name: FunctionName, variants: StartVariants, empty: Start[]): Figure[] {
  const files = { bundled: variants.bundled(name), unbundled: variants.unbundled(name) };
  const rounds = AIMED.has(name) ? ROUNDS_OF_AIMED : ROUNDS;
  const starts = { bundled: [] as Start[], unbundled: [] as Start[], empty: [] as Start[] };
  timeStart(files.unbundled);
  for (let round = 0; round < rounds; round += 1) {
    starts.bundled.push(timeStart(files.bundled));
    starts.unbundled.push(timeStart(files.unbundled));
    starts.empty.push(timeStart(variants.empty));
  }
  empty.push(...starts.empty);
  const ours = medians(starts.bundled);
  const theirs = medians(starts.unbundled);
  const start: Figure = {
    name: `start of ${name}`,
    ours: ours.processor,
    peer: theirs.processor,
    unit: 'ms',
    note: `by the clock ${ours.clock.toFixed(0)} and ${theirs.clock.toFixed(0)} ms`,
  };
  const aims = AIMED.has(name) ? [aimOf(name, ours, theirs, medians(starts.empty))] : [];
  return [start, ...aims, filesFigure(name, files)];
}

function aimOf(name: FunctionName, ours: Timed, theirs: Timed, empty: Timed): Figure {
  const shareBy = (pick: (timed: Timed) => number) =>
    (pick(ours) - pick(empty)) / (pick(theirs) - pick(empty));
  return {
    name: `start of ${name} above an empty one, by that of the unbundled`,
    ours: shareBy(({ processor }) => processor),
    limit: AIM,
    unit: 'times',
    note: `${shareBy(({ clock }) => clock).toFixed(2)} by the clock`,
  };
}

const medians = (starts: readonly Start[]): Timed => ({
  clock: median(starts.map(({ milliseconds }) => milliseconds)),
  processor: median(starts.map(({ processorMilliseconds }) => processorMilliseconds)),
});

function filesFigure(name: FunctionName, files: { bundled: string; unbundled: string }): Figure {
  const gzipped = gzipSync(readFileSync(files.bundled), { level: constants.Z_BEST_COMPRESSION }).length;
  const [ours, theirs] = [timeStart(files.bundled, true), timeStart(files.unbundled, true)];
  return {
    name: `  files that ${name} opens`,
    ours: ours.files,
    peer: theirs.files,
    unit: 'files',
    note: `${gzipped} bytes gzipped; as read ${ours.bytes} and ${theirs.bytes} bytes`,
  };
}
