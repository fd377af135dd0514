import type { TrialName } from './plant-bug.ts';
import { runJourneySeed } from './run-journey-seed.ts';
import { runSeed } from './run-seed.ts';
import { runWatchedSeed } from './run-watched-seed.ts';
import { SIMULATED_STORIES } from './simulated-stories.ts';

const MESSAGES = 40;

/** Tries of each kind, one after another: what is wrong with each, in words. */
const TRIALS: Readonly<Record<TrialName, readonly ((seed: number) => Promise<readonly string[]>)[]>> = {
  seeds: Array.from(
    { length: 150 },
    () => async (seed) => (await runSeed(seed, { messages: MESSAGES })).wrongs,
  ),
  journeys: Array.from({ length: 200 }, () => async (seed) => (await runJourneySeed(seed)).wrongs),
  watched: Array.from({ length: 60 }, () => runWatchedSeed),
  stories: SIMULATED_STORIES,
};

export interface FoundFailure {
  /** How many tries it took. */
  readonly tries: number;
  readonly wrongs: readonly string[];
}

/** Tries until something is wrong; undefined where nothing ever is. */
export async function findFailure(by: TrialName): Promise<FoundFailure | undefined> {
  for (const [seed, run] of TRIALS[by].entries()) {
    const wrongs = await run(seed).catch((error: unknown) => [`it threw ${String(error)}`]);
    if (wrongs.length > 0) return { tries: seed + 1, wrongs };
  }
  return undefined;
}
