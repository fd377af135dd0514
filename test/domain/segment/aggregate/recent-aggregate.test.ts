import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { Measure } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { createMeasure } from '../../../../domain/segment/aggregate/measure.ts';
import { createRecentAggregate } from '../../../../domain/segment/aggregate/recent-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach, inOrder } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { measureNaively } from '../../../support/measure-naively.ts';

const of = { names: ['A'], where: [] };

function recent(measure: Measure, keep: number) {
  const property = measure === 'count' ? null : ['price'];
  return createRecentAggregate({ kind: 'recent', of, measure, property, keep }, 'UTC');
}

const price = fc.constantFrom<JsonValue>(5, '5', 0.1, -3, 'free');
const draft = fc.record({
  name: fc.constantFrom('A', 'A', 'B'),
  properties: fc.record({ price: fc.oneof(price, fc.array(price, { maxLength: 3 })) }),
});
const priced = (offset: number, value: JsonValue) =>
  anEvent({ name: 'A', messageId: `m-${offset}`, time: NOW + offset, properties: { price: value } });

/** For each of the latest milliseconds that have any, what is measured of its events alone. */
function naive(measure: Measure, events: readonly TrackingEvent[], keep: number): JsonValue {
  const monoid = createMeasure({ measure, property: ['price'] });
  const times = [...new Set(events.map(({ time }) => time))];
  const found = times.flatMap((time) => {
    const parts = events
      .filter((event) => event.time === time && event.name === 'A')
      .map(monoid.partOf)
      .filter((part) => part !== undefined);
    return parts.length === 0 ? [] : [[time, parts.reduce(monoid.unite)]];
  });
  return found.slice(-keep);
}

describe('recent', () => {
  it('tells what is measured in each of the latest milliseconds, in whatever order they came', () => {
    const measures = fc.constantFrom<Measure>('count', 'sum', 'average', 'min', 'max');
    fc.assert(
      fc.property(arbitraryCase(draft), measures, fc.integer({ min: 1, max: 40 }), (one, measure, keep) => {
        const parts = naive(measure, inOrder(one.events), keep);
        expect(expectLaws(recent(measure, keep), one, () => parts)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('given different values to be counted, then each takes its room, and those of the last millisecond stay', () => {
    fc.assert(
      fc.property(arbitraryCase(draft), fc.integer({ min: 1, max: 20 }), (one, keep) => {
        const all = naive('unique', inOrder(one.events), 1000) as [number, JsonValue[]][];
        let weight = 0;
        const heaviest = all.findLastIndex(([, values], place) => {
          weight += values.length;
          return weight > keep && place < all.length - 1;
        });
        const parts = all.slice(heaviest + 1);
        expect(expectLaws(recent('unique', keep), one, () => parts)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('given a moment, then what came after it is united by the measure', () => {
    const sum = createMeasure({ measure: 'sum', property: ['price'] });
    const aggregate = recent('sum', 10);
    const events = [priced(1, 0.1), priced(2, 0.2), priced(2, '0.3'), priced(3, 5)];
    const parts = aggregate.value(foldEach(aggregate, events), NOW + 3) as [number, JsonValue][];
    const after = parts.filter(([time]) => time > NOW + 1).map(([, part]) => part);
    expect(sum.valueOf(after.reduce(sum.unite))).toBe(measureNaively('sum', events.slice(1)));
  });
});
