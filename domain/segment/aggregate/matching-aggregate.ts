import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { compileSelector } from '../matcher/compile-selector.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { uniteLatest } from './latest-by-key.ts';
import { MATCHING_EVENTS, MATCHING_KEYS_OF_EVENT, uniteCandidates } from './latest-candidates.ts';
import { MATCHING_KEY_LENGTH, matchingKeys } from './matching-keys.ts';
import {
  type Candidate,
  type MatchingState,
  readMatchingState,
  rewriteMatchingState,
  writeMatchingState,
} from './matching-state.ts';

type MatchingSpec = Extract<AggregateSpec, { readonly kind: 'matching' }>;

/** So many different combinations are remembered of the others, those that came last. */
export const MATCHING_KEYS = 100;

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
      const before = readMatchingState(state);
      const after = unite(before, partOf(event));
      return after === before ? state : rewriteMatchingState(state, after);
    },
    merge: (a, b) => writeMatchingState(unite(readMatchingState(a), readMatchingState(b))),
    value: (state) => matchedTimes(readMatchingState(state)).slice(-spec.keep),
    changesAt: () => null,
  };
}

/** Whether as much is remembered as ever is: there may have been more. */
export function isMatchingApproximate(state: JsonValue): boolean {
  const { events, forgotten, keys } = readMatchingState(state);
  return (
    forgotten !== undefined ||
    events.length >= MATCHING_EVENTS ||
    keys.length >= MATCHING_KEYS ||
    events.some(([, own]) => keysIn(own).length >= MATCHING_KEYS_OF_EVENT)
  );
}

function candidatesIn(event: TrackingEvent, paths: readonly (readonly string[])[]): readonly Candidate[] {
  const keys = matchingKeys(event.properties, paths, MATCHING_KEYS_OF_EVENT);
  return keys.length === 0 ? [] : [[event.time, keys.join('')]];
}

function matchedTimes({ events, keys }: MatchingState): number[] {
  const known = new Set(keys.map(([key]) => key));
  return events.filter(([, own]) => keysIn(own).some((key) => known.has(key))).map(([time]) => time);
}

function keysIn(joined: string): readonly string[] {
  const count = joined.length / MATCHING_KEY_LENGTH;
  return Array.from({ length: count }, (_, place) =>
    joined.slice(place * MATCHING_KEY_LENGTH, (place + 1) * MATCHING_KEY_LENGTH),
  );
}

function unite(a: MatchingState, b: MatchingState): MatchingState {
  const candidates = uniteCandidates(a, b);
  const keys = uniteLatest(a.keys, b.keys, MATCHING_KEYS);
  return candidates === a && keys === a.keys
    ? a
    : { events: candidates.events, forgotten: candidates.forgotten, keys };
}
