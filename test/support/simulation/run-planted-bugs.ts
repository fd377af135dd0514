import type { FoundFailure } from './find-failure.ts';
import { type PlantedBug, plantBug, registerPlanting, type TrialName } from './plant-bug.ts';

/** What is to be tried: a bug, or nothing but what stands. */
export interface TrialRequest {
  readonly bug?: PlantedBug;
  readonly by: TrialName;
  /** The number of the try that has found it before. */
  readonly first?: number | undefined;
}

/** `error`: the bug could not be planted. */
export type TrialAnswer = { readonly failure: FoundFailure | null } | { readonly error: string };

/** A process that is sent one request after the other, and answers each. All that no bug changes is loaded once. */
registerPlanting();
// Only now: it must be known what imports what.
const FIND_FAILURE = new URL('find-failure.ts', import.meta.url).href;
const unplanted: typeof import('./find-failure.ts') = await import(FIND_FAILURE);

async function answer({ bug, by, first }: TrialRequest): Promise<TrialAnswer> {
  try {
    const { findFailure }: typeof unplanted =
      bug === undefined ? unplanted : await import(plantBug(bug, FIND_FAILURE));
    return { failure: (await findFailure(by, first)) ?? null };
  } catch (error) {
    return { error: String(error) };
  }
}

process.on('message', (request: TrialRequest) => {
  void answer(request).then((answered) => process.send?.(answered));
});
