import type { TrialName } from './plant-bug.ts';
import { runJourneySeed } from './run-journey-seed.ts';
import { runSeed } from './run-seed.ts';
import { runWatchedSeed } from './run-watched-seed.ts';
import { SEED_MESSAGES, SEEDS_TRIED } from './seeds-tried.ts';
import { SIMULATED_STORIES } from './simulated-stories.ts';

/** Tries of each kind, one after another: what is wrong with each, in words. */
const TRIALS: Readonly<Record<TrialName, readonly ((seed: number) => Promise<readonly string[]>)[]>> = {
  seeds: Array.from(
    { length: SEEDS_TRIED.seeds },
    () => async (seed) => (await runSeed(seed, { messages: SEED_MESSAGES })).wrongs,
  ),
  journeys: Array.from(
    { length: SEEDS_TRIED.journeys },
    () => async (seed) => (await runJourneySeed(seed)).wrongs,
  ),
  watched: Array.from({ length: SEEDS_TRIED.watched }, () => runWatchedSeed),
  stories: SIMULATED_STORIES,
};

export interface FoundFailure {
  /** The try that has found it. */
  readonly number: number;
  readonly wrongs: readonly string[];
}

/**
 * Tries until something is wrong; undefined where nothing ever is.
 * @param first the number of the try that is made before all others, which may be none of them
 */
export async function findFailure(by: TrialName, first?: number): Promise<FoundFailure | undefined> {
  const tries = TRIALS[by];
  const others = [...tries.keys()].filter((number) => number !== first);
  for (const number of [...(first === undefined ? [] : [first]), ...others]) {
    const run = tries[number] ?? tries[0];
    const wrongs = await run?.(number).catch((error: unknown) => [`it threw ${String(error)}`]);
    if (wrongs !== undefined && wrongs.length > 0) return { number, wrongs };
  }
  return undefined;
}
