import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { createTopAggregate } from '../../../../domain/segment/aggregate/top-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

function top(within: number) {
  return createTopAggregate(
    {
      kind: 'top',
      of: { names: ['Viewed'], where: [] },
      property: ['colour'],
      withinMilliseconds: within,
    },
    'UTC',
  );
}

const colour = fc.constantFrom<JsonValue>('red', 'blue', 5, '5', true, null);
const draft = fc.record({
  name: fc.constantFrom('Viewed', 'Viewed', 'Else'),
  properties: fc.record({ colour: fc.oneof(colour, fc.array(colour, { maxLength: 3 })) }),
});
const viewed = (offset: number, value: JsonValue) =>
  anEvent({ name: 'Viewed', messageId: `m-${offset}`, time: NOW + offset, properties: { colour: value } });

/** Counts the values of the events in the last 12 buckets and the one under way. */
function naive(events: readonly TrackingEvent[], now: number, within: number): JsonValue | undefined {
  const bucketOf = (time: number) => Math.floor(time / Math.ceil(within / 12));
  const counts = new Map<string, { count: number; latest: number }>();
  for (const { name, time, properties } of events) {
    if (name !== 'Viewed' || bucketOf(time) < bucketOf(now) - 12) continue;
    for (const value of [properties.colour ?? null].flat().filter((one) => one !== null)) {
      const { count } = counts.get(JSON.stringify(value)) ?? { count: 0 };
      counts.set(JSON.stringify(value), { count: count + 1, latest: time });
    }
  }
  const ordered = [...counts].sort(
    ([a, left], [b, right]) => right.count - left.count || right.latest - left.latest || (a < b ? -1 : 1),
  );
  return ordered[0] && (JSON.parse(ordered[0][0]) as JsonValue);
}

describe('top in a window', () => {
  it('is the most frequent value of the last twelfths, in whatever order they came and were merged', () => {
    fc.assert(
      fc.property(
        arbitraryCase(draft, { milliseconds: 100 }),
        fc.integer({ min: 1, max: 100 }),
        (one, within) => {
          expect(expectLaws(top(within), one, (events, now) => naive(events, now, within))).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('given views that leave, then the value changes when their bucket does', () => {
    const state = foldEach(top(12_000), [viewed(0, 'red'), viewed(1, 'red'), viewed(6000, 'blue')]);
    expect(top(12_000).value(state, NOW + 12_999)).toBe('red');
    expect(top(12_000).changesAt(state, NOW + 12_999)).toBe(NOW + 13_000);
    expect(top(12_000).value(state, NOW + 13_000)).toBe('blue');
    expect(top(12_000).value(state, NOW + 19_000)).toBeUndefined();
  });

  it('given values that came dozens of times in a bucket, then each is counted to the last', () => {
    const often = (value: string, count: number, from: number) =>
      Array.from({ length: count }, (_, index) => viewed(from + index, value));
    const reds = [...often('red', 36, 0), ...often('red', 1_296, 1_000), ...often('red', 2, 3_000)];
    const blues = [...often('blue', 35, 0), ...often('blue', 1_298, 1_000)];
    const state = foldEach(top(12_000), [...reds, ...blues]);
    expect(state).toMatchObject({ values: ['blue', 'red'] });
    expect(top(12_000).value(state, NOW + 3_100)).toBe('red');
    expect(top(12_000).value(state, NOW + 13_000)).toBe('red');
    const more = foldEach(top(12_000), [...reds, ...blues, viewed(3_001, 'blue'), viewed(3_000, 'blue')]);
    expect(top(12_000).value(more, NOW + 3_100)).toBe('blue');
  });

  it('given more than a hundred different values, then the rarest give way and it says so', () => {
    const events = Array.from({ length: 130 }, (_, index) => viewed(index, [`c${index}`, 'red']));
    const state = foldEach(top(12_000), events) as JsonObject;
    expect(state.approximate).toBe(NOW / 1000);
    expect(state.values).toHaveLength(100);
    expect(top(12_000).value(state, NOW + 200)).toBe('red');
  });

  it('given two who are one, then it is approximate where one of them was, and else says nothing', () => {
    const one = top(12_000);
    const many = Array.from({ length: 130 }, (_, index) => viewed(index, `c${index}`));
    const approximate = foldEach(one, many) ?? null;
    const [a, b] = [foldEach(one, [viewed(0, 'c129')]) ?? null, foldEach(one, [viewed(500, 'c129')]) ?? null];
    for (const merged of [one.merge(approximate, a), one.merge(a, approximate)]) {
      expect(merged).toHaveProperty('approximate', NOW / 1000);
    }
    expect(one.merge(a, b)).not.toHaveProperty('approximate');
  });

  it('given that all which had to give way has left, then it is exact again', () => {
    const many = Array.from({ length: 130 }, (_, index) => viewed(index, `c${index}`));
    const later = [viewed(12_999, 'c129'), viewed(13_000, 'blue'), viewed(13_001, 'blue')];
    const [before, after] = [later.slice(0, 1), later].map((events) =>
      foldEach(top(12_000), [...many, ...events]),
    );
    expect(before).toHaveProperty('approximate');
    expect(after).toEqual(foldEach(top(12_000), later));
  });

  it('given an event that left before the newest came, then the state is the very same', () => {
    const state = foldEach(top(12_000), [viewed(60_000, 'red')]);
    expect(top(12_000).add(state, viewed(0, 'blue'))).toBe(state);
    expect(top(12_000).add(state, viewed(60_000, null))).toBe(state);
  });
});
