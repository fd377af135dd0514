import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { createMeasureAggregate } from '../../../../domain/segment/aggregate/measure-aggregate.ts';
import { isRangeApproximate } from '../../../../domain/segment/aggregate/unique-range.ts';
import { arbitraryCase, expectLaws, foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const DAY = 86_400_000;
const of = { names: ['A'], where: [] };
const range = (withinMilliseconds: number, untilMilliseconds: number) =>
  createMeasureAggregate(
    { kind: 'measure', of, measure: 'unique', property: ['sku'], withinMilliseconds, untilMilliseconds },
    'UTC',
  );
const seen = (sku: JsonValue, time: number, messageId: string) =>
  anEvent({ name: 'A', time, messageId, properties: { sku } });

/** A window of sixty milliseconds has buckets of one. Before the last of too many, nothing is known. */
function naive(events: readonly TrackingEvent[], now: number, until: number): JsonValue {
  const skusSince = (bucket: number) =>
    new Set(
      events.filter(({ time }) => time >= bucket).flatMap(({ properties }) => properties.sku as number[]),
    );
  const times = events
    .filter(({ properties }) => (properties.sku as number[]).length > 0)
    .map(({ time }) => time);
  const newest = Math.max(...times);
  const isKnown = (bucket: number) => bucket === newest || skusSince(bucket).size <= 101;
  const counted = events.filter(
    ({ time }) => time >= now - 60 && time < now - until && time >= newest - 60 && isKnown(time),
  );
  const texts = [...new Set(counted.flatMap(({ properties }) => (properties.sku as number[]).map(String)))];
  return texts.sort().slice(0, 101).map(Number);
}

const skus = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 30, size: 'max' });
const fewSkus = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5 });
const until = fc.nat({ max: 50 });
const draft = (sku: fc.Arbitrary<number[]>) =>
  fc.record({ name: fc.constant('A'), properties: fc.record({ sku }) });

describe('unique in a range', () => {
  it('given few values seen again and again, then all that were seen in it are told', () => {
    const unique = range(60 * DAY, 30 * DAY);
    const events = Array.from({ length: 600 }, (_, index) =>
      seen(index % 10, NOW - 60 * DAY + index * (DAY / 10), `m-${index}`),
    );
    expect(unique.value(foldEach(unique, events), NOW)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('given a hundred values seen in all buckets, then each is told until it leaves, and nothing is approximate', () => {
    const unique = range(60_000, 30_000);
    const all = Array.from({ length: 100 }, (_, sku) => sku);
    const events = Array.from({ length: 61 }, (_, bucket) =>
      seen(bucket === 0 ? all : all.slice(bucket), NOW + bucket * 1000, `m-${bucket}`),
    );
    const state = foldEach(unique, events);
    expect(unique.value(state, NOW + 60_000)).toHaveLength(100);
    expect(unique.value(state, NOW + 61_000)).toHaveLength(99);
    expect(unique.value(state, NOW + 120_999)).toEqual(all.slice(60).sort());
    expect(unique.value(state, NOW + 121_000)).toEqual([]);
    const window = { withinMilliseconds: 60_000, untilMilliseconds: 30_000 };
    expect(isRangeApproximate(window, state ?? null, NOW + 60_000)).toBe(false);
  });

  it('given values that come and go, then those of the range are told, in whatever order they came', () => {
    fc.assert(
      fc.property(arbitraryCase(draft(fewSkus), { milliseconds: 90 }), until, (one, edge) => {
        expectLaws(range(60, edge), one, (events, now) => naive(events, now, edge));
      }),
      { numRuns: 60 },
    );
  });

  it('given more than are told apart, then the oldest buckets are forgotten, in whatever order they came', () => {
    fc.assert(
      fc.property(arbitraryCase(draft(skus), { maxLength: 30, milliseconds: 90 }), until, (one, edge) => {
        expectLaws(range(60, edge), one, (events, now) => naive(events, now, edge));
      }),
      { numRuns: 60 },
    );
  });

  it('given buckets that were forgotten, then it is approximate until they have left', () => {
    const unique = range(60_000, 1_000);
    const many = Array.from({ length: 70 }, (_, index) => index);
    const events = [
      seen(many, NOW, 'a'),
      seen(
        many.map((sku) => sku + 70),
        NOW + 5_000,
        'b',
      ),
    ];
    const state = foldEach(unique, events) ?? null;
    const window = { withinMilliseconds: 60_000, untilMilliseconds: 1_000 };
    expect(unique.value(state, NOW + 20_000)).toHaveLength(70);
    expect(isRangeApproximate(window, state, NOW + 20_000)).toBe(true);
    expect(isRangeApproximate(window, state, NOW + 60_999)).toBe(true);
    expect(isRangeApproximate(window, state, NOW + 61_000)).toBe(false);
    const later = foldEach(unique, [...events, seen(1, NOW + 70_000, 'c')]);
    expect(later).toMatchObject({ forgotten: null });
  });

  it('given more in the newest bucket alone, then a hundred and one of them are told', () => {
    const unique = range(60_000, 1_000);
    const events = Array.from({ length: 150 }, (_, index) => seen(index, NOW, `m-${index}`));
    const state = foldEach(unique, events);
    expect(unique.value(state, NOW + 5_000)).toHaveLength(101);
    expect(foldEach(unique, events.toReversed())).toEqual(state);
    const later = foldEach(unique, [...events, seen(1, NOW + 10_000, 'later')]);
    expect(unique.value(later, NOW + 20_000)).toEqual([1]);
    expect(foldEach(unique, [seen(1, NOW + 10_000, 'later'), ...events])).toEqual(later);
  });

  it('given buckets that one of two profiles has forgotten, then merged they stay so', () => {
    const unique = range(60_000, 1_000);
    const window = { withinMilliseconds: 60_000, untilMilliseconds: 1_000 };
    const some = (count: number, from: number, second: number) =>
      seen(
        Array.from({ length: count }, (_, index) => from + index),
        NOW + second * 1000,
        `m-${second}-${from}`,
      );
    const forgetful = foldEach(unique, [some(70, 0, 0), some(70, 100, 5)]) ?? null;
    const other = foldEach(unique, [some(3, 200, 0), some(2, 300, 4)]) ?? null;
    for (const merged of [unique.merge(forgetful, other), unique.merge(other, forgetful)]) {
      expect(unique.value(merged, NOW + 20_000)).toHaveLength(72);
      expect(isRangeApproximate(window, merged, NOW + 20_000)).toBe(true);
      expect(unique.add(merged, some(1, 400, 0))).toBe(merged);
      expect(unique.add(merged, some(1, 300, 4))).toBe(merged);
    }
    expect(unique.merge(forgetful, foldEach(unique, [some(3, 200, 0)]) ?? null)).toBe(forgetful);
    expect(unique.changesAt(forgetful, NOW + 20_000)).toBe(NOW + 66_000);
    expect([unique.value(undefined, NOW), unique.changesAt(undefined, NOW)]).toEqual([[], null]);
    expect(isRangeApproximate(window, other, NOW + 20_000)).toBe(false);
  });

  it('given too many, then the youngest buckets that hold a hundred and one at most are left', () => {
    const unique = range(60_000, 1_000);
    const events = Array.from({ length: 12 }, (_, second) =>
      seen(
        Array.from({ length: 10 }, (__, index) => second * 10 + index),
        NOW + second * 1000,
        `m-${second}`,
      ),
    );
    const state = foldEach(unique, events) ?? null;
    const values = unique.value(state, NOW + 20_000) as number[];
    expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => 20 + index));
    expect(foldEach(unique, events.toReversed())).toEqual(state);
    expect(foldEach(unique, [...events, seen(120, NOW + 11_000, 'one')])).not.toEqual(state);
    expect(
      unique.value(foldEach(unique, [...events, seen(120, NOW + 11_000, 'one')]), NOW + 20_000),
    ).toHaveLength(101);
  });

  it('given what is known already, or has left, then the state is the very same', () => {
    const unique = range(60_000, 1_000);
    const state = foldEach(unique, [seen(1, NOW, 'a')]);
    expect(unique.add(state, seen(1, NOW, 'b'))).toBe(state);
    expect(unique.add(state, seen(2, NOW - 100_000, 'c'))).toBe(state);
    expect(unique.add(state, seen(2, NOW, 'd'))).not.toBe(state);
    expect(unique.add(state, seen(1, NOW - 10_000, 'e'))).not.toBe(state);
  });
});
