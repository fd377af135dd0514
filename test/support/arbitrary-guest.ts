import * as fc from 'fast-check';
import { activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { AggregateSpec } from '../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../domain/segment/condition/condition.ts';
import { findDependencies } from '../../domain/segment/condition/find-dependencies.ts';
import { aProgram } from './a-program.ts';
import { NOW } from './an-event.ts';
import { arbitraryComputedTraits, HOUR, hoursAgo, PURPOSES, SEGMENT_IDS } from './arbitrary-conditions.ts';
import { arbitraryArrival, arbitraryHistory, arbitraryTraits } from './arbitrary-history.ts';
import { foldAndMerge, refold } from './fold-history.ts';
import type { OracleWorld } from './segment-oracle.ts';

const partial = <Value>(keys: readonly string[], value: fc.Arbitrary<Value>) =>
  fc.dictionary(fc.constantFrom(...keys), value) as fc.Arbitrary<Record<string, Value>>;

const arrivedHistory = arbitraryHistory(50).chain((events) =>
  arbitraryArrival(events).map((parts) => ({ events, parts })),
);

/** A guest, how their events arrived, a condition to ask about them, and moments to ask at. */
export const arbitraryGuest = (condition: fc.Arbitrary<Condition>) =>
  fc.record({
    condition,
    computedTraits: arbitraryComputedTraits,
    history: arrivedHistory,
    traits: arbitraryTraits,
    consent: partial(PURPOSES, fc.boolean()),
    segments: partial(SEGMENT_IDS, fc.integer({ min: 0, max: 40 }).map(hoursAgo)),
    entryAt: fc.option(fc.integer({ min: 0, max: 40 }).map(hoursAgo), { nil: undefined }),
    now: fc.integer({ min: 0, max: 30 }).map((hours) => NOW + hours * HOUR),
    later: fc.array(fc.integer({ min: 1, max: 90 * 60 }), { minLength: 4, maxLength: 4 }),
  });

export type GuestCase = typeof arbitraryGuest extends (
  condition: fc.Arbitrary<Condition>,
) => fc.Arbitrary<infer One>
  ? One
  : never;

/** The guest as the domain remembers them, every event folded, and as the oracle knows them. */
export function remember({
  condition,
  computedTraits,
  history,
  traits,
  consent,
  segments,
  entryAt,
}: GuestCase) {
  const ids = findDependencies(
    { kind: 'all', of: [condition, ...traitsAsked(computedTraits)] },
    { computedTraits, aggregates: {} },
  );
  const aggregates = Object.fromEntries(
    [...ids.aggregates].map((id) => [id, JSON.parse(id) as AggregateSpec]),
  );
  const program: Program = aProgram({ timezone: 'UTC', aggregates, computedTraits });
  const active = activateProgram(program);
  const merged = foldAndMerge(active, history.parts);
  const states = merged === 'refold' ? refold(active, history.events) : merged;
  const stamp = { at: NOW, messageId: 'm' };
  const profile = {
    traits: mapValues(traits, (value) => ({ ...stamp, value })),
    consent: mapValues(consent, (granted) => ({ ...stamp, granted })),
    segments: mapValues(segments, (since) => ({ since, entries: 1 })),
    aggregates: states,
  } as unknown as Profile;
  const world: OracleWorld = {
    program,
    events: history.events,
    traits,
    consent,
    segments,
    ...(entryAt !== undefined && { entryAt }),
  };
  return { active, profile, world };
}

function traitsAsked(computedTraits: Program['computedTraits']): Condition[] {
  const matcher = { tests: [], ignoreCase: false };
  return Object.keys(computedTraits).map((id) => ({ kind: 'trait', path: [id], matcher }));
}

function mapValues<From, To>(
  from: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]));
}
