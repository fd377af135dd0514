import type { JsonValue } from '../../event/json.ts';
import { compileSelector } from '../matcher/compile-selector.ts';
import { type Aggregate, REFOLD } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { uniteTimes, withTime } from './latest-times.ts';

type TimesSinceSpec = Extract<AggregateSpec, { readonly kind: 'times-since' }>;

/** So many times are remembered for a `since` that arrives after the events it begins to count. */
const RECENT_TIMES = 32;

/** The state of `times-since`; all lists ascend. */
export interface TimesSinceState {
  /** The time of the latest `since` event; null before the first. */
  readonly since: number | null;
  /** The latest `keep` times in (since, since + span]: as windows end now, those that decide any count. */
  readonly inSpan: readonly number[];
  /** The latest times after `since` (of all, before the first), for a later `since` to begin from. */
  readonly recent: readonly number[];
}

const NOTHING: TimesSinceState = { since: null, inSpan: [], recent: [] };

/** The times of events within a span that the latest `since` event opened; its value is that list. */
export function createTimesSinceAggregate(spec: TimesSinceSpec, zone: string): Aggregate {
  const isMatch = compileSelector(spec.of, zone);
  const isSince = compileSelector(spec.since, zone);
  return {
    add(state, event) {
      const before = stateOf(state);
      const counted = isMatch(event) ? withEvent(before, event.time, spec) : before;
      const after = isSince(event) ? begunAt(counted, event.time, spec) : counted;
      if (after === REFOLD) return REFOLD;
      return after === before ? state : (after as unknown as JsonValue);
    },
    merge(a, b) {
      const left = stateOf(a);
      const right = stateOf(b);
      const latest = Math.max(left.since ?? -Infinity, right.since ?? -Infinity);
      if (latest === -Infinity) return united(left, right, spec);
      const begunLeft = begunAt(left, latest, spec);
      const begunRight = begunAt(right, latest, spec);
      return begunLeft === REFOLD || begunRight === REFOLD ? REFOLD : united(begunLeft, begunRight, spec);
    },
    value: (state) => [...stateOf(state).inSpan],
    changesAt: () => null,
  };
}

function stateOf(state: JsonValue | undefined): TimesSinceState {
  return (state ?? NOTHING) as unknown as TimesSinceState;
}

function withEvent(state: TimesSinceState, time: number, spec: TimesSinceSpec): TimesSinceState {
  const { since } = state;
  if (since !== null && time <= since) return state;
  const recent = withTime(state.recent, time, RECENT_TIMES);
  const isInSpan = since !== null && time <= since + spec.spanMilliseconds;
  const inSpan = isInSpan ? withTime(state.inSpan, time, spec.keep) : state.inSpan;
  return recent === state.recent && inSpan === state.inSpan ? state : { since, inSpan, recent };
}

/** A later `since` begins anew with the events after it, if none of those has been forgotten. */
function begunAt(
  state: TimesSinceState,
  since: number,
  spec: TimesSinceSpec,
): TimesSinceState | typeof REFOLD {
  if (state.since !== null && since <= state.since) return state;
  const [oldest] = state.recent;
  if (state.recent.length >= RECENT_TIMES && oldest !== undefined && oldest > since) return REFOLD;
  const recent = state.recent.filter((time) => time > since);
  const inSpan = recent.filter((time) => time <= since + spec.spanMilliseconds).slice(-spec.keep);
  return { since, inSpan, recent };
}

/** Both began at the same moment, or neither has. */
function united(a: TimesSinceState, b: TimesSinceState, spec: TimesSinceSpec): JsonValue {
  return {
    since: a.since,
    inSpan: uniteTimes(a.inSpan, b.inSpan, spec.keep) as number[],
    recent: uniteTimes(a.recent, b.recent, RECENT_TIMES) as number[],
  };
}
