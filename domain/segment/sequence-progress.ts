import type { AggregateSpec } from './aggregate-spec.ts';
import { type PositiveStep, positiveStepsOf, type StepMask } from './sequence-steps.ts';

export type SequenceSpec = Extract<AggregateSpec, { readonly kind: 'sequence' }>;

/** So many complete matches are remembered where it is asked how long ago they were completed. */
export const SEQUENCE_COMPLETIONS = 32;

/** When a match began, and when it was complete. */
export type CompleteMatch = readonly [beginning: number, completion: number];

/** How far a sequence has come. Of all that have come as far the one that began last: it is within any window that others are. */
export interface SequenceProgress {
  /** For each step but the last: when the match that has come as far began; null: none has. */
  readonly beginnings: readonly (number | null)[];
  /**
   * Complete matches that nothing after them has undone, both ends ascending: of two, the one that began later and was
   * complete earlier. Of more than 32 the oldest and the newest 31; only the newest, unless completions are asked for.
   */
  readonly complete: readonly CompleteMatch[];
}

export const NO_PROGRESS: SequenceProgress = { beginnings: [], complete: [] };

/** Makes the function that goes on with one more event, the next in order. */
export function createAdvance(
  spec: SequenceSpec,
): (progress: SequenceProgress, time: number, mask: StepMask) => SequenceProgress {
  const steps = positiveStepsOf(spec.steps);
  const { spanMilliseconds = Infinity } = spec;
  const capacity = spec.keepsCompletions ? SEQUENCE_COMPLETIONS : 1;
  return ({ beginnings, complete }, time, mask) => {
    /** Where a match would have begun whose step `place` is this event: read before this event changes anything. */
    const beginningThrough = (place: number) => (place === 0 ? time : (beginnings[place - 1] ?? null));
    const last = steps.length - 1;
    const beginning = isOf(mask, steps[last]?.bit) ? beginningThrough(last) : null;
    const remaining = isOf(mask, steps[last]?.guard) ? [] : complete;
    const isComplete = beginning !== null && time - beginning <= spanMilliseconds;
    return {
      beginnings: steps
        .slice(0, -1)
        .map((step, place) => advanced(step, mask, beginnings[place] ?? null, beginningThrough(place))),
      complete: isComplete ? withMatch(remaining, [beginning, time], capacity) : remaining,
    };
  };
}

function isOf(mask: StepMask, bits: StepMask | undefined): boolean {
  return (mask & (bits ?? 0)) !== 0;
}

/** The later of what had come to a step, unless its guard forbids it now, and what comes to it by this event. */
function advanced(
  step: PositiveStep,
  mask: StepMask,
  before: number | null,
  through: number | null,
): number | null {
  const kept = isOf(mask, step.guard) ? null : before;
  if (!isOf(mask, step.bit) || through === null) return kept;
  return kept === null ? through : Math.max(kept, through);
}

/** The match is the latest to be complete: one that began no earlier makes it pointless, as it does one of the same moment. */
function withMatch(
  complete: readonly CompleteMatch[],
  match: CompleteMatch,
  capacity: number,
): readonly CompleteMatch[] {
  const last = complete.at(-1);
  if (last !== undefined && last[0] >= match[0]) return complete;
  if (last !== undefined && last[1] === match[1]) return complete.with(-1, match);
  if (complete.length < capacity) return [...complete, match];
  return capacity === 1 ? [match] : [...complete.toSpliced(1, 1), match];
}
