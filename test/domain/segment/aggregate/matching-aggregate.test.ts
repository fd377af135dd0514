import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import {
  createMatchingAggregate,
  isMatchingApproximate,
} from '../../../../domain/segment/aggregate/matching-aggregate.ts';
import { readMatchingState } from '../../../../domain/segment/aggregate/matching-state.ts';
import { arbitraryCase, expectLaws, foldEach, foldParts, inOrder } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { arbitraryArrival } from '../../../support/arbitrary-history.ts';

const VIEWED = { names: ['Viewed', 'Both'], where: [] };
const ORDERED = { names: ['Ordered', 'Both'], where: [] };
const BY_PRODUCT = [[['id'], ['products', 'id']]] as const;
const BY_PRODUCT_AND_SHOP = [...BY_PRODUCT, [['shop'], ['shop']]] as const;

function matching(on: readonly (readonly [readonly string[], readonly string[]])[] = BY_PRODUCT, keep = 3) {
  return createMatchingAggregate({ kind: 'matching', of: VIEWED, with: ORDERED, on, keep }, 'UTC');
}

const sent = (name: string, minute: number, properties: JsonObject) =>
  anEvent({ name, messageId: `m-${name}-${minute}`, time: NOW + minute, properties });
const viewed = (minute: number, id: JsonValue) => sent('Viewed', minute, { id });
const ordered = (minute: number, ...ids: JsonValue[]) =>
  sent('Ordered', minute, { products: ids.map((id) => ({ id })) });

const id = fc.constantFrom<JsonValue>('p1', 'p2', 7, '7', '7.0', '07', true, 'true', null);
const draft = fc.record({
  name: fc.constantFrom('Viewed', 'Viewed', 'Ordered', 'Both', 'Else'),
  properties: fc.record(
    {
      id: fc.oneof(id, fc.array(id, { maxLength: 3 })),
      products: fc.array(fc.record({ id }), { maxLength: 3 }),
      shop: fc.constantFrom<JsonValue>('north', 'south'),
    },
    { requiredKeys: ['id'], noNullPrototype: true },
  ),
});

const scalars = (value: JsonValue | undefined) => [value ?? null].flat(3).filter((one) => one !== null);
const isNumeric = (value: JsonValue) =>
  typeof value === 'number' || /^(0|[1-9]\d*)(\.\d+)?$/.test(String(value));
const equal = (a: JsonValue, b: JsonValue) =>
  a === b || (isNumeric(a) && isNumeric(b) && typeof a !== 'boolean' && Number(a) === Number(b));

/** The latest times of what was viewed and also ordered, by holding every event against every other. */
function naive(events: readonly TrackingEvent[], isInSameShop: boolean, keep: number): number[] {
  const orders = events.filter(({ name = '' }) => ORDERED.names.includes(name));
  const isOrdered = ({ properties }: TrackingEvent) =>
    orders.some((order) => {
      const products = [order.properties.products ?? []].flat() as JsonObject[];
      const isProduct = products.some((product) =>
        scalars(product.id).some((one) => scalars(properties.id).some((other) => equal(one, other))),
      );
      const isShop = order.properties.shop !== undefined && order.properties.shop === properties.shop;
      return isProduct && (isShop || !isInSameShop);
    });
  const views = events.filter(({ name = '' }) => VIEWED.names.includes(name));
  return views
    .filter(isOrdered)
    .map(({ time }) => time)
    .slice(-keep);
}

describe('matching', () => {
  it('tells the times of events that another agrees with, whichever came first', () => {
    fc.assert(
      fc.property(arbitraryCase(draft, { maxLength: 40 }), fc.boolean(), (one, isInSameShop) => {
        const aggregate = matching(isInSameShop ? BY_PRODUCT_AND_SHOP : BY_PRODUCT);
        const times = naive(inOrder(one.events), isInSameShop, 3);
        expect(expectLaws(aggregate, one, () => times)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('given several pairs, then one and the same event must agree in all of them', () => {
    const aggregate = matching(BY_PRODUCT_AND_SHOP);
    const events = [
      sent('Viewed', 1, { id: 'p1', shop: 'north' }),
      sent('Ordered', 2, { products: [{ id: 'p1' }], shop: 'south' }),
      sent('Ordered', 3, { products: [{ id: 'p2' }], shop: 'north' }),
    ];
    const state = foldEach(aggregate, events);
    expect(aggregate.value(state, NOW)).toEqual([]);
    const after = aggregate.add(state, sent('Ordered', 4, { products: [{ id: 'p1' }], shop: 'north' }));
    expect(aggregate.value(after, NOW)).toEqual([NOW + 1]);
  });

  it('given numbers written as text, then they are equal to the number, but not with a zero in front or beyond its digits', () => {
    const matches = (a: JsonValue, b: JsonValue) =>
      matching().value(foldEach(matching(), [viewed(1, a), ordered(2, b)]), NOW);
    expect(matches(7, '7.0')).toEqual([NOW + 1]);
    expect(matches(7, '007')).toEqual([]);
    expect(matches('12345678901234567', '12345678901234568')).toEqual([]);
    expect(matches(true, 'true')).toEqual([]);
    expect(matches({ id: 7 }, { id: 7 })).toEqual([]);
  });

  it('given more than it remembers, then the latest of both count, the same however they came', () => {
    const many = [
      ...Array.from({ length: 40 }, (_, index) => viewed(index, `p${index}`)),
      ...Array.from({ length: 120 }, (_, index) => ordered(index, `p${index}`)),
    ];
    const aggregate = matching(BY_PRODUCT, 50);
    const state = foldEach(aggregate, many);
    const times = aggregate.value(state, NOW) as number[];
    expect(times).toEqual(Array.from({ length: 20 }, (_, index) => NOW + 20 + index));
    expect(JSON.stringify(foldEach(aggregate, many.toReversed()))).toBe(JSON.stringify(state));
    expect(aggregate.add(state, viewed(1, 'p1'))).toBe(state);
    expect(aggregate.add(state, ordered(1, 'p1'))).toBe(state);
  });

  it('given an order of many things, then 32 of its values are held against the others', () => {
    const aggregate = createMatchingAggregate(
      { kind: 'matching', of: ORDERED, with: VIEWED, on: [[['products', 'id'], ['id']]], keep: 1 },
      'UTC',
    );
    const ids = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const { events } = readMatchingState(foldEach(aggregate, [ordered(1, ...ids)]));
    expect(events.map(([time, keys]) => [time, keys.length])).toEqual([[NOW + 1, 32 * 8]]);
  });

  it('given events of many things, then the latest with a hundred of their values together are held against the others, the same however they came', () => {
    const aggregate = createMatchingAggregate(
      { kind: 'matching', of: ORDERED, with: VIEWED, on: [[['products', 'id'], ['id']]], keep: 40 },
      'UTC',
    );
    const things = fc.array(fc.constantFrom(...Array.from({ length: 12 }, (_, index) => `p${index}`)), {
      minLength: 1,
      maxLength: 8,
    });
    const events = fc
      .array(fc.tuple(fc.nat({ max: 12 }), things), { minLength: 10, maxLength: 50, size: 'max' })
      .map((sent) => sent.map(([minute, ids]) => ordered(minute, ...ids)));
    fc.assert(
      fc.property(
        events.chain((all) => fc.tuple(fc.constant(all), arbitraryArrival(all))),
        ([all, parts]) => {
          const state = foldEach(aggregate, inOrder(all));
          expect(JSON.stringify(foldEach(aggregate, parts.flat()))).toBe(JSON.stringify(state));
          expect(JSON.stringify(foldParts(aggregate, parts))).toBe(JSON.stringify(state));
          const kept = readMatchingState(state).events;
          const keys = all
            .map((event) => [event.time, new Set(idsIn(event)).size] as const)
            .sort(([a], [b]) => b - a);
          const fitting = keys.filter((_, place) => sumOf(keys.slice(0, place + 1)) <= 100).slice(0, 32);
          // Of one millisecond it may be others that stay.
          const oldest = fitting.at(-1)?.[0] ?? 0;
          expect(kept.filter(([time]) => time > oldest)).toHaveLength(
            fitting.filter(([time]) => time > oldest).length,
          );
          expect(sumOf(kept.map(([, own]) => [0, own.length / 8]))).toBeLessThanOrEqual(100);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is approximate once as much is remembered as ever is, of events, of their keys or of the others', () => {
    const aggregate = matching();
    const isSo = (...events: TrackingEvent[]) => isMatchingApproximate(foldEach(aggregate, events) ?? null);
    const ids = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `p${from + index}`);
    const views = (count: number) => ids(count).map((one, minute) => viewed(minute, one));
    expect([isSo(...views(31)), isSo(...views(32))]).toEqual([false, true]);
    expect([isSo(viewed(0, ids(31))), isSo(viewed(0, ids(32)))]).toEqual([false, true]);
    expect([isSo(viewed(1, 'p'), viewed(0, ids(31))), isSo(viewed(1, 'p'), viewed(0, ids(32)))]).toEqual([
      false,
      true,
    ]);
    const orders = (last: number) => [ordered(0, ...ids(50)), ordered(1, ...ids(last, 50))];
    expect([isSo(...orders(49)), isSo(...orders(50))]).toEqual([false, true]);
    const gone = [0, 1, 2, 3].map((minute) => viewed(minute, ids(26, 100 * minute)));
    expect([isSo(...gone.slice(1)), isSo(...gone)]).toEqual([false, true]);
  });
});

const idsIn = ({ properties }: TrackingEvent) =>
  (properties.products as readonly JsonObject[]).map((product) => String(product.id));
const sumOf = (keys: readonly (readonly [number, number])[]) =>
  keys.reduce((sum, [, count]) => sum + count, 0);
