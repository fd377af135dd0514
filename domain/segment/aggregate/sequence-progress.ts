import type { AggregateSpec } from './aggregate-spec.ts';
import { type CompleteMatch, createCompletions } from './sequence-completions.ts';
import { positiveStepsOf, type StepMask } from './sequence-steps.ts';

export type SequenceSpec = Extract<AggregateSpec, { readonly kind: 'sequence' }>;

/** Events of one millisecond that match the same steps are alike: how many came, as far as it matters. */
export type AlikeEvents = readonly [time: number, mask: StepMask, count: number];

/** How far a sequence has come. Of all that have come as far the one that began last: it is within any window that others are. */
export interface SequenceProgress {
  /** For each step but the last: when the match that has come as far began; null: none has. */
  readonly beginnings: readonly (number | null)[];
  /**
   * Complete matches that nothing after them has undone, both ends ascending: of two, the one that began later and was
   * complete earlier. Only those that matter from the latest completion on; of more than 32 those that lie apart.
   */
  readonly complete: readonly CompleteMatch[];
}

export const NO_PROGRESS: SequenceProgress = { beginnings: [], complete: [] };

/** Makes the function that goes on with further events, in order. */
export function createAdvance(
  spec: SequenceSpec,
): (progress: SequenceProgress, events: readonly AlikeEvents[]) => SequenceProgress {
  const steps = positiveStepsOf(spec.steps);
  const last = steps.pop();
  const { spanMilliseconds = Infinity } = spec;
  const withMatch = createCompletions(spec.quiet);
  return (progress, events) => {
    const beginnings = steps.map((_, place) => progress.beginnings[place] ?? null);
    let { complete } = progress;

    /** Where a match began that comes to a step by this event: the steps before it are as they were without it. */
    const beginningOf = (place: number, time: number, mask: StepMask, bit: StepMask | undefined) => {
      if (!isOf(mask, bit)) return null;
      return place === 0 ? time : (beginnings[place - 1] ?? null);
    };
    const completedBy = (time: number, mask: StepMask): readonly CompleteMatch[] => {
      const remaining = isOf(mask, last?.guard) ? [] : complete;
      const begun = beginningOf(steps.length, time, mask, last?.bit);
      const isMatch = begun !== null && time - begun <= spanMilliseconds;
      return isMatch ? withMatch(remaining, [begun, time]) : remaining;
    };
    const goOn = (time: number, mask: StepMask): void => {
      complete = completedBy(time, mask);
      for (let place = steps.length - 1; place >= 0; place -= 1) {
        const kept = isOf(mask, steps[place]?.guard) ? null : (beginnings[place] ?? null);
        beginnings[place] = later(kept, beginningOf(place, time, mask, steps[place]?.bit));
      }
    };

    for (const [time, mask, count] of events) {
      for (let times = 0; times < count; times += 1) goOn(time, mask);
    }
    return { beginnings, complete };
  };
}

function isOf(mask: StepMask, bits: StepMask | undefined): boolean {
  return (mask & (bits ?? 0)) !== 0;
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
