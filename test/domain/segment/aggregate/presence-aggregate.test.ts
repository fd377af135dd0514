import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { createPresenceAggregate } from '../../../../domain/segment/aggregate/presence-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const TIMEOUTS: Readonly<Record<string, number>> = { bar: 10 };
const presence = createPresenceAggregate({
  kind: 'presence',
  timeoutMilliseconds: TIMEOUTS,
  defaultTimeoutMilliseconds: 30,
});

const draft = fc.record({
  name: fc.constantFrom('Beacon Entered', 'Beacon Entered', 'Beacon Left', 'Viewed'),
  properties: fc.record(
    {
      venue: fc.constantFrom<JsonValue>('bar', 'lobby', 'pool', 7),
      zone: fc.constantFrom<JsonValue>('table-1', 2, null),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
});
const beacon = (name: 'Entered' | 'Left', offset: number, properties: JsonObject) =>
  anEvent({ name: `Beacon ${name}`, messageId: `m-${offset}`, time: NOW + offset, properties });

function naive(events: readonly TrackingEvent[], now: number): JsonObject {
  const found: JsonObject = {};
  for (const venue of ['bar', 'lobby', 'pool']) {
    const last = events.findLast(
      ({ name = '', properties }) => name.startsWith('Beacon') && properties.venue === venue,
    );
    const until = (last?.time ?? 0) + (TIMEOUTS[venue] ?? 30);
    if (last?.name === 'Beacon Entered' && now < until) {
      found[venue] = { since: last.time, until, zone: last.properties.zone ?? null };
    }
  }
  return found;
}

describe('presence', () => {
  it('tells the venues that the guest entered last, did not leave, and was seen in within the timeout', () => {
    fc.assert(
      fc.property(arbitraryCase(draft, { maxLength: 20 }), (one) => {
        expect(expectLaws(presence, one, naive)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('given a sighting that is told again, then the state is the very same', () => {
    const sighting = beacon('Entered', 0, { venue: 'bar' });
    const state = foldEach(presence, [sighting]);
    expect(presence.add(state, sighting)).toBe(state);
  });

  it('given a sighting, then it changes when that runs out', () => {
    const state = foldEach(presence, [beacon('Entered', 0, { venue: 'bar', zone: 'table-1' })]);
    expect(presence.value(state, NOW + 9)).toEqual({ bar: { since: NOW, until: NOW + 10, zone: 'table-1' } });
    expect(presence.changesAt(state, NOW + 9)).toBe(NOW + 10);
    expect(presence.changesAt(state, NOW + 10)).toBeNull();
  });

  it('given a moment before a sighting, then the guest is not there until then', () => {
    const state = foldEach(presence, [beacon('Entered', 0, { venue: 'bar' })]);
    expect(presence.value(state, NOW - 1)).toEqual({});
    expect(presence.changesAt(state, NOW - 1)).toBe(NOW);
    expect(presence.value(state, NOW)).toHaveProperty('bar');
  });

  it('given more venues than it remembers, then those where something happened last are kept, in any order', () => {
    const events = Array.from({ length: 12 }, (_, index) => beacon('Entered', index, { venue: `v${index}` }));
    const state = foldEach(presence, events);
    expect(Object.keys(presence.value(state, NOW + 12) as JsonObject)).toHaveLength(8);
    expect(presence.value(state, NOW + 12)).not.toHaveProperty('v3');
    expect(JSON.stringify(foldEach(presence, events.toReversed()))).toBe(JSON.stringify(state));
    expect(presence.add(state, beacon('Left', 1, { venue: 'v1' }))).toBe(state);
  });

  it('given a venue or zone with a long name, then the one is not taken in and the other is none', () => {
    const long = 'x'.repeat(65);
    expect(foldEach(presence, [beacon('Entered', 0, { venue: long })])).toBeUndefined();
    const state = foldEach(presence, [beacon('Entered', 0, { venue: '__proto__', zone: long })]);
    expect(JSON.stringify(presence.value(state, NOW))).toContain('{"__proto__":{"since":');
    expect(JSON.stringify(presence.value(state, NOW))).toContain('"zone":null');
  });

  it('given a venue or zone with the longest name, then it is taken in; a zone that is no name is none', () => {
    const longest = 'x'.repeat(64);
    const zoneOf = (zone: JsonValue) =>
      presence.value(foldEach(presence, [beacon('Entered', 0, { venue: longest, zone })]), NOW);
    const seen = (zone: JsonValue) => ({ [longest]: { since: NOW, until: NOW + 30, zone } });
    expect(zoneOf(longest)).toEqual(seen(longest));
    for (const zone of [{ name: 'terrace' }, ['terrace'], null]) expect(zoneOf(zone)).toEqual(seen(null));
  });

  it('given an event that tells nothing of venues, then it is not taken in; given who left, then nothing turns', () => {
    const seen = anEvent({ name: 'Beacon Seen', properties: { venue: 'bar' } });
    expect(presence.add(undefined, seen)).toBeUndefined();
    const left = foldEach(presence, [beacon('Left', 0, { venue: 'bar' })]);
    expect(presence.value(left, NOW)).toEqual({});
    expect(presence.changesAt(left, NOW - 1)).toBeNull();
  });
});
