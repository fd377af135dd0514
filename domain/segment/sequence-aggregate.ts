import type { JsonValue } from '../event/json.ts';
import { type Aggregate, REFOLD } from './aggregate.ts';
import { keepNewest } from './newest-entries.ts';
import { createAdvance, NO_PROGRESS, type SequenceProgress, type SequenceSpec } from './sequence-progress.ts';
import { compareMasks, compileSteps, positiveStepsOf, type StepMask } from './sequence-steps.ts';

/** So many of the latest events are remembered one by one, for those that arrive late. */
export const SEQUENCE_RECENT = 32;

/** Events of one millisecond that match the same steps are alike: how many came, as far as it matters. */
type Alike = readonly [time: number, mask: StepMask, count: number];

interface SequenceState extends SequenceProgress {
  /** Until then, inclusive, all events have gone into the progress; null: none has. */
  readonly boundary: number | null;
  /** In order. */
  readonly recent: readonly Alike[];
}

/**
 * The complete matches of a sequence, `[beginning, completion]`, ascending. Events are in the order of time; those of
 * one millisecond in that of the steps. The state is how far the older events have brought it, and the newest 32.
 */
export function createSequenceAggregate(spec: SequenceSpec, zone: string): Aggregate {
  const maskOf = compileSteps(spec.steps, zone);
  const unite = createRecentUnion(spec);
  const advanceOver = createAdvanceOver(spec);
  return {
    add(state, event) {
      const mask = maskOf(event);
      if (mask === 0) return state;
      const before = stateOf(state);
      const after = unite(before, [[event.time, mask, 1]]);
      return after === before ? state : toJson(after);
    },
    merge(a, b) {
      const [left, right] = [stateOf(a), stateOf(b)];
      if (right.boundary === null) return toJson(unite(left, right.recent));
      return left.boundary === null ? toJson(unite(right, left.recent)) : REFOLD;
    },
    value: (state) => {
      const { complete } = advanceOver(stateOf(state), stateOf(state).recent);
      return complete as unknown as JsonValue;
    },
    changesAt: () => null,
  };
}

/** Takes further events in, and the oldest beyond 32 into the progress. */
function createRecentUnion(
  spec: SequenceSpec,
): (state: SequenceState, others: readonly Alike[]) => SequenceState | typeof REFOLD {
  /** More events alike than there are steps make no further difference. */
  const mostAlike = positiveStepsOf(spec.steps).length;
  const advanceOver = createAdvanceOver(spec);
  return (state, others) => {
    const { boundary } = state;
    if (boundary !== null && others.some(([time]) => time <= boundary)) return REFOLD;
    const united = others.reduce((recent, alike) => withAlike(recent, alike, mostAlike), state.recent);
    if (united === state.recent) return state;
    const { kept, forgotten } = keepNewest(united, SEQUENCE_RECENT, () => 1);
    const { beginnings, complete } = advanceOver(state, forgotten);
    return { beginnings, complete, boundary: forgotten.at(-1)?.[0] ?? boundary, recent: kept };
  };
}

function createAdvanceOver(
  spec: SequenceSpec,
): (progress: SequenceProgress, events: readonly Alike[]) => SequenceProgress {
  const advance = createAdvance(spec);
  return (progress, events) => {
    let reached = progress;
    for (const [time, mask, count] of events) {
      for (let times = 0; times < count; times += 1) reached = advance(reached, time, mask);
    }
    return reached;
  };
}

function withAlike(recent: readonly Alike[], alike: Alike, mostAlike: number): readonly Alike[] {
  const [time, mask, count] = alike;
  const place = recent.findLastIndex((other) => compareAlike(other, alike) <= 0);
  const found = recent[place];
  if (found === undefined || compareAlike(found, alike) !== 0) return recent.toSpliced(place + 1, 0, alike);
  const both = Math.min(found[2] + count, mostAlike);
  return both === found[2] ? recent : recent.with(place, [time, mask, both]);
}

function compareAlike(a: Alike, b: Alike): number {
  return a[0] - b[0] || compareMasks(a[1], b[1]);
}

function stateOf(state: JsonValue | undefined): SequenceState {
  return (state ?? { ...NO_PROGRESS, boundary: null, recent: [] }) as unknown as SequenceState;
}

function toJson(state: SequenceState | typeof REFOLD): JsonValue {
  return state as unknown as JsonValue;
}
