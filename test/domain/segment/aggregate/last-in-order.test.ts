import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { createLastAggregate } from '../../../../domain/segment/aggregate/last-aggregate.ts';
import { arbitraryCase, expectLaws } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

function last(within?: number) {
  return createLastAggregate(
    {
      kind: 'last',
      of: { names: ['A'], where: [] },
      property: ['note'],
      ...(within !== undefined && { withinMilliseconds: within }),
    },
    'UTC',
  );
}

const draft = fc.record({
  name: fc.constantFrom('A', 'A', 'B'),
  properties: fc.record(
    { note: fc.constantFrom<JsonValue>('x', 'y', 1, true, null, [1, 2], [], { deep: 1 }) },
    { requiredKeys: [], noNullPrototype: true },
  ),
});
const noted = (offset: number, note: JsonValue, messageId = `m-${offset}`) =>
  anEvent({ name: 'A', messageId, time: NOW + offset, properties: { note } });

/** The value of the last event that has one, while it is within the window. */
function naive(events: readonly TrackingEvent[], now: number, within: number): JsonValue | undefined {
  const latest = events.findLast(
    ({ name, properties }) => name === 'A' && (properties.note ?? null) !== null,
  );
  return latest !== undefined && latest.time > now - within ? latest.properties.note : undefined;
}

describe('last, in whatever order events come', () => {
  it('is the value in the last event that has one', () => {
    fc.assert(
      fc.property(arbitraryCase(draft, { maxLength: 20 }), (one) => {
        expect(expectLaws(last(), one, (events, now) => naive(events, now, 1e15))).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('in a window leaves at its own time, and no earlier one comes back', () => {
    fc.assert(
      fc.property(
        arbitraryCase(draft, { milliseconds: 200 }),
        fc.integer({ min: 1, max: 250 }),
        (one, within) => {
          expect(expectLaws(last(within), one, (events, now) => naive(events, now, within))).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('stays as long as its window, to the millisecond, and says when it leaves', () => {
    const aggregate = last(100);
    const state = aggregate.add(undefined, noted(0, 'x'));
    expect([99, 100, 101].map((later) => aggregate.value(state, NOW + later))).toEqual([
      'x',
      undefined,
      undefined,
    ]);
    expect([0, 99, 100, 101].map((later) => aggregate.changesAt(state, NOW + later))).toEqual([
      NOW + 100,
      NOW + 100,
      null,
      null,
    ]);
    expect(aggregate.changesAt(undefined, NOW)).toBeNull();
    expect(aggregate.value(undefined, NOW)).toBeUndefined();
  });

  it('without a window stays for good', () => {
    const state = last().add(undefined, noted(0, 'x'));
    expect([last().value(state, NOW + 1e13), last().changesAt(state, NOW)]).toEqual(['x', null]);
  });

  it('of one millisecond is the one with the greater messageId, and of one messageId the greater value', () => {
    const aggregate = last();
    const fold = (...events: TrackingEvent[]) =>
      events.reduce<JsonValue | undefined>(aggregate.add, undefined);
    const [a, b, c] = [noted(0, 'a', 'm-2'), noted(0, 'b', 'm-1'), noted(0, 'c', 'm-2')];
    expect([fold(a, b), fold(b, a)].map((state) => aggregate.value(state, NOW))).toEqual(['a', 'a']);
    expect([fold(a, c), fold(c, a)].map((state) => aggregate.value(state, NOW))).toEqual(['c', 'c']);
  });

  it('of an earlier event changes nothing: the state is the very same', () => {
    const state = last().add(undefined, noted(0, 'x'));
    expect(last().add(state, noted(-1, 'y'))).toBe(state);
  });

  it('through a list is the list of values', () => {
    const aggregate = createLastAggregate(
      { kind: 'last', of: { names: ['A'], where: [] }, property: ['products', 'name'] },
      'UTC',
    );
    const products = [{ name: 'Suit' }, {}, { name: 'Tie' }];
    const state = aggregate.add(undefined, anEvent({ name: 'A', properties: { products } }));
    expect(aggregate.value(state, NOW)).toEqual(['Suit', 'Tie']);
  });
});
