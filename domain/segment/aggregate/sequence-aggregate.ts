import type { JsonValue } from '../../event/json.ts';
import { type Aggregate, REFOLD } from './aggregate.ts';
import { keepNewest } from './newest-entries.ts';
import {
  type AlikeEvents,
  createAdvance,
  NO_PROGRESS,
  type SequenceProgress,
  type SequenceSpec,
} from './sequence-progress.ts';
import { compareMasks, compileSteps, positiveStepsOf } from './sequence-steps.ts';

/** So many of the latest events are remembered one by one, for those that arrive late. */
export const SEQUENCE_RECENT = 32;

interface SequenceState extends SequenceProgress {
  /** Until then, inclusive, all events have gone into the progress; null: none has. */
  readonly boundary: number | null;
  /** In order. */
  readonly recent: readonly AlikeEvents[];
}

/**
 * The complete matches of a sequence, `[beginning, completion]`, ascending. Events are in the order of time; those of
 * one millisecond in that of the steps. The state is how far the older events have brought it, and the newest 32.
 */
export function createSequenceAggregate(spec: SequenceSpec, zone: string): Aggregate {
  const maskOf = compileSteps(spec.steps, zone);
  const unite = createRecentUnion(spec);
  const advance = createAdvance(spec);
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
      const { complete } = advance(stateOf(state), stateOf(state).recent);
      return complete as unknown as JsonValue;
    },
    changesAt: () => null,
  };
}

/** Takes further events in, and the oldest beyond 32 into the progress. */
function createRecentUnion(
  spec: SequenceSpec,
): (state: SequenceState, others: readonly AlikeEvents[]) => SequenceState | typeof REFOLD {
  /** More events alike than there are steps make no further difference. */
  const mostAlike = positiveStepsOf(spec.steps).length;
  const advance = createAdvance(spec);
  return (state, others) => {
    const { boundary } = state;
    if (boundary !== null && others.some(([time]) => time <= boundary)) return REFOLD;
    const united = others.reduce((recent, alike) => withAlike(recent, alike, mostAlike), state.recent);
    if (united === state.recent) return state;
    const { kept, forgotten } = keepNewest(united, SEQUENCE_RECENT, () => 1);
    const { beginnings, complete } = forgotten.length > 0 ? advance(state, forgotten) : state;
    return { beginnings, complete, boundary: forgotten.at(-1)?.[0] ?? boundary, recent: kept };
  };
}

function withAlike(
  recent: readonly AlikeEvents[],
  alike: AlikeEvents,
  mostAlike: number,
): readonly AlikeEvents[] {
  const [time, mask, count] = alike;
  const place = recent.findLastIndex((other) => compareAlike(other, alike) <= 0);
  const found = recent[place];
  if (found === undefined || compareAlike(found, alike) !== 0) return recent.toSpliced(place + 1, 0, alike);
  const both = Math.min(found[2] + count, mostAlike);
  return both === found[2] ? recent : recent.with(place, [time, mask, both]);
}

function compareAlike(a: AlikeEvents, b: AlikeEvents): number {
  return a[0] - b[0] || compareMasks(a[1], b[1]);
}

function stateOf(state: JsonValue | undefined): SequenceState {
  return (state ?? { ...NO_PROGRESS, boundary: null, recent: [] }) as unknown as SequenceState;
}

function toJson(state: SequenceState | typeof REFOLD): JsonValue {
  return state as unknown as JsonValue;
}
