import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { createMeasureAggregate } from '../../../../domain/segment/aggregate/measure-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { measureNaively } from '../../../support/measure-naively.ts';

type MeasureSpec = Extract<AggregateSpec, { readonly kind: 'measure' }>;

const MEASURES = ['count', 'sum', 'average', 'min', 'max', 'unique'] as const;
const of = { names: ['A'], where: [] };

function aMeasure(overrides: Partial<MeasureSpec>) {
  const { measure = 'sum' } = overrides;
  const property = measure === 'count' ? null : ['price'];
  return createMeasureAggregate({ kind: 'measure', of, property, measure, ...overrides }, 'UTC');
}

const price = fc.constantFrom<JsonValue>(
  5,
  '5',
  '5.0',
  0.1,
  0.2,
  -3,
  1e15,
  -0.0000004,
  'free',
  true,
  null,
  -0,
);
const draft = fc.record({
  name: fc.constantFrom('A', 'A', 'A', 'B'),
  properties: fc.oneof(
    fc.record({ price: fc.oneof(price, fc.array(price, { maxLength: 3 })) }),
    fc.constant<Record<string, JsonValue>>({}),
  ),
});
const priced = (value: JsonValue, time = NOW, messageId = 'm-1') =>
  anEvent({ name: 'A', time, messageId, properties: { price: value } });

/** The events whose bucket counts: of W/60, from 60 before that of now, up to what is whole behind the near edge. */
function inBuckets(events: readonly TrackingEvent[], now: number, within: number, until?: number) {
  const bucketOf = (time: number) => Math.floor(time / Math.ceil(within / 60));
  return events.filter(({ time }) => {
    const isBefore = until === undefined ? time <= now : bucketOf(time) < bucketOf(now - until);
    return isBefore && bucketOf(time) >= bucketOf(now) - 60;
  });
}

describe.each(MEASURES)('measure %s', (measure) => {
  const matching = (events: readonly TrackingEvent[]) => events.filter(({ name }) => name === 'A');

  it('of all time is what the events amount to, in whatever order they came and were merged', () => {
    fc.assert(
      fc.property(arbitraryCase(draft, { maxLength: 20 }), (one) => {
        const refolds = expectLaws(aMeasure({ measure }), one, (events) =>
          measureNaively(measure, matching(events)),
        );
        expect(refolds).toBe(0);
      }),
    );
  });

  it('in a window lets events come and leave by buckets of a sixtieth, also behind a near edge', () => {
    const window = fc.tuple(
      fc.integer({ min: 1, max: 150 }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    );
    fc.assert(
      fc.property(arbitraryCase(draft, { milliseconds: 200 }), window, (one, [within, edge]) => {
        const until = edge === null ? undefined : Math.floor(within * edge);
        const aggregate = aMeasure({
          measure,
          withinMilliseconds: within,
          ...(until !== undefined && { untilMilliseconds: until }),
        });
        const refolds = expectLaws(aggregate, one, (events, now) =>
          measureNaively(measure, inBuckets(matching(events), now, within, until)),
        );
        expect(refolds).toBe(0);
      }),
    );
  });
});

describe('measure', () => {
  it('given sums that a number does not hold exactly, then no millionth is lost', () => {
    const events = [9e15, 0.000001, -9e15].map((value, index) => priced(value, NOW + index));
    expect(aMeasure({}).value(foldEach(aMeasure({}), events), NOW)).toBe(0.000001);
  });

  it('given a number and the text that spells it plainly, then they are one value', () => {
    const unique = aMeasure({ measure: 'unique' });
    expect(unique.value(foldEach(unique, [priced(['5', 5, '05', '5.0'])]), NOW)).toEqual(['05', 5]);
  });

  it('given more than a hundred different values, then it tells one more than that, the same in any order', () => {
    fc.assert(
      fc.property(arbitraryCase(manyValues, { maxLength: 30 }), (one) => {
        const unique = aMeasure({ measure: 'unique' });
        expectLaws(unique, one, (events) => measureNaively('unique', events));
      }),
      { numRuns: 40 },
    );
  });

  it('given more than a hundred different values in a window, then it tells those that came last', () => {
    const unique = aMeasure({ measure: 'unique', withinMilliseconds: 60_000 });
    const events = Array.from({ length: 130 }, (_, index) =>
      priced(index, NOW + 1000 * (index % 70), `m-${index}`),
    );
    const values = unique.value(foldEach(unique, events), NOW + 70_000) as JsonValue[];
    const late = foldEach(unique, events.toReversed());
    expect(values).toHaveLength(101);
    expect(values).toContain(69);
    expect(late).toEqual(foldEach(unique, events));
  });

  it('given texts over 200 bytes, then the beginning of each and a hash of all of it stand for it', () => {
    const unique = aMeasure({ measure: 'unique' });
    expect(foldEach(unique, [priced('x'.repeat(198))])).toEqual(['x'.repeat(198)]);
    expect(foldEach(unique, [priced('x'.repeat(199))])).toEqual([`${'x'.repeat(30)}…8YAprj-XMgg`]);
  });

  it('given long texts of large characters, then they take 200 bytes at most, and none is parted', () => {
    const unique = aMeasure({ measure: 'unique' });
    for (const character of ['\u0001', '🛎', 'é']) {
      const state = foldEach(unique, [priced(`x${character.repeat(300)}`)]) as [string];
      expect(state[0].startsWith(`x${character.repeat(29)}…`)).toBe(true);
      expect(Buffer.byteLength(JSON.stringify(state[0]))).toBeLessThanOrEqual(200);
    }
  });

  it('given a date since which, then what happened then or before does not count', () => {
    const count = aMeasure({ measure: 'count', of: { ...of, after: NOW } });
    const events = [-1, 0, 1].map((offset) => priced(1, NOW + offset));
    expect(count.value(foldEach(count, events), NOW + 1)).toBe(1);
  });

  it('given nothing below zero, then it is zero', () => {
    const amountOf = (measure: 'max' | 'average', ...prices: number[]) => {
      const aggregate = aMeasure({ measure });
      return aggregate.value(foldEach(aggregate, [priced(prices)]), NOW);
    };
    expect(amountOf('max', -0)).toBe(0);
    expect(amountOf('average', -0.000001, 0, 0)).toBe(0);
  });

  it('given an event of no effect, then the state is the very same', () => {
    const max = aMeasure({ measure: 'max', withinMilliseconds: 60_000 });
    const state = foldEach(max, [priced(5)]);
    expect(max.add(state, priced(4))).toBe(state);
    expect(max.add(state, priced('free'))).toBe(state);
    expect(max.add(state, anEvent({ name: 'B', properties: { price: 9 } }))).toBe(state);
  });
});

const manyValues = fc.record({
  name: fc.constant('A'),
  properties: fc.record({
    price: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12, size: 'max' }),
  }),
});
