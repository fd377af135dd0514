import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { compileSelector } from '../matcher/compile-selector.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { uniteLatest } from './latest-by-key.ts';
import { matchingKeys } from './matching-keys.ts';
import { sameIfUnchanged } from './same-list.ts';
import { compareTexts } from './tally.ts';

type MatchingSpec = Extract<AggregateSpec, { readonly kind: 'matching' }>;

/** So many of the latest events are held against the others, … */
export const MATCHING_EVENTS = 32;
/** … by so many of their combinations of values each, … */
export const MATCHING_KEYS_OF_EVENT = 8;
/** … and so many different combinations are remembered of the others, those that came last. */
export const MATCHING_KEYS = 100;

type Candidate = readonly [time: number, ...keys: string[]];
type Known = readonly [key: string, time: number];

interface MatchingState {
  /** Ascending by time, then by their keys. */
  readonly events: readonly Candidate[];
  /** Ascending. */
  readonly keys: readonly Known[];
}

/**
 * The times of the events whose values are equal to those of one of the others, whichever came first; ascending, the
 * latest `keep`. Events whose values are missing match nothing.
 */
export function createMatchingAggregate(spec: MatchingSpec, zone: string): Aggregate {
  const isEvent = compileSelector(spec.of, zone);
  const isOther = compileSelector(spec.with, zone);
  const eventPaths = spec.on.map(([path]) => path);
  const otherPaths = spec.on.map(([, path]) => path);
  const partOf = (event: TrackingEvent): MatchingState => ({
    events: isEvent(event) ? candidatesIn(event, eventPaths) : [],
    keys: isOther(event)
      ? matchingKeys(event.properties, otherPaths, MATCHING_KEYS).map((key) => [key, event.time] as const)
      : [],
  });
  return {
    add(state, event) {
      const before = stateOf(state);
      const after = unite(before, partOf(event));
      return after === before ? state : (after as unknown as JsonValue);
    },
    merge: (a, b) => unite(stateOf(a), stateOf(b)) as unknown as JsonValue,
    value: (state) => matchedTimes(stateOf(state)).slice(-spec.keep),
    changesAt: () => null,
  };
}

function candidatesIn(event: TrackingEvent, paths: readonly (readonly string[])[]): readonly Candidate[] {
  const keys = matchingKeys(event.properties, paths, MATCHING_KEYS_OF_EVENT);
  return keys.length === 0 ? [] : [[event.time, ...keys]];
}

function matchedTimes({ events, keys }: MatchingState): number[] {
  const known = new Set(keys.map(([key]) => key));
  return events.filter(([, ...own]) => own.some((key) => known.has(key))).map(([time]) => time);
}

function unite(a: MatchingState, b: MatchingState): MatchingState {
  const events = uniteCandidates(a.events, b.events);
  const keys = uniteLatest(a.keys, b.keys, MATCHING_KEYS);
  return events === a.events && keys === a.keys ? a : { events, keys };
}

/** Two events may be the same here, and count twice. */
function uniteCandidates(a: readonly Candidate[], b: readonly Candidate[]): readonly Candidate[] {
  if (b.length === 0) return a;
  return sameIfUnchanged(a, [...a, ...b].sort(compareCandidates).slice(-MATCHING_EVENTS));
}

function compareCandidates(a: Candidate, b: Candidate): number {
  return a[0] - b[0] || compareTexts(JSON.stringify(a), JSON.stringify(b));
}

function stateOf(state: JsonValue | undefined): MatchingState {
  return (state ?? { events: [], keys: [] }) as unknown as MatchingState;
}
