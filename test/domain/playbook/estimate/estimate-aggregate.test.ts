import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { estimateAggregate } from '../../../../domain/playbook/estimate/estimate-aggregate.ts';
import { REFOLD } from '../../../../domain/segment/aggregate/aggregate.ts';
import type { Measure } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import {
  createAggregate,
  type EventAggregateSpec,
} from '../../../../domain/segment/aggregate/create-aggregate.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const DAY = 86_400_000;
const of = { names: ['X'], where: [] };
const since = { names: ['Y'], where: [] };
const visit = { begins: { names: ['Y', 'Beacon Entered'], where: [] }, endsAfterMilliseconds: DAY / 6 };
const MEASURES: readonly Measure[] = ['count', 'sum', 'average', 'min', 'max', 'unique'];
const measured = MEASURES.map((measure) => ({
  of,
  measure,
  property: measure === 'count' ? null : [measure === 'unique' ? 'shop' : 'revenue'],
}));
const steps = [
  { kind: 'event', of },
  { kind: 'not', of: { names: ['Z'], where: [] } },
  { kind: 'event', of: since },
] as const;
const property = ['shop'];
const SPECS: readonly EventAggregateSpec[] = [
  { kind: 'times', of, keep: 1 },
  { kind: 'times', of, keep: 20 },
  { kind: 'times-since', of, since, spanMilliseconds: 30 * DAY, keep: 10 },
  ...measured.flatMap((each): EventAggregateSpec[] => [
    { kind: 'measure', ...each },
    { kind: 'measure', ...each, withinMilliseconds: 60_000 },
    { kind: 'measure', ...each, withinMilliseconds: 30 * DAY, untilMilliseconds: 10 * DAY },
    { kind: 'measure-since', ...each, since: { kind: 'event', of: since }, withinMilliseconds: 30 * DAY },
    { kind: 'measure-since', ...each, since: { kind: 'visit', visit } },
    { kind: 'recent', ...each, keep: 32 },
  ]),
  { kind: 'first', of, property },
  { kind: 'first', of, property, withinMilliseconds: 30 * DAY },
  { kind: 'last', of, property },
  { kind: 'top', of, property },
  { kind: 'top', of, property, withinMilliseconds: 30 * DAY },
  { kind: 'sequence', steps },
  { kind: 'sequence', steps: [...steps, { kind: 'not', of: visit.begins }], quiet: { forMilliseconds: DAY } },
  {
    kind: 'sequence',
    steps: [...steps, { kind: 'not', of: visit.begins }],
    quiet: { forMilliseconds: 2 * DAY, withinMilliseconds: 2.1 * DAY },
  },
  { kind: 'matching', of, with: since, on: [[['shop'], ['shop']]], keep: 3 },
  { kind: 'matching', of, with: since, on: [[['shops'], ['shop']]], keep: 3 },
  { kind: 'matching', of, with: since, on: [[['shops'], ['shops']]], keep: 3 },
  { kind: 'presence', timeoutMilliseconds: {}, defaultTimeoutMilliseconds: DAY },
  { kind: 'visit', visit },
  { kind: 'grants', offer: 'gift' },
];

const history = fc.array(
  fc.record({
    name: fc.constantFrom('X', 'X', 'X', 'Y', 'Z', 'Beacon Entered', 'Offer Granted', 'Offer Redeemed'),
    daysAgo: fc.double({ min: 0, max: 40, noNaN: true }),
    revenue: fc.integer({ min: 0, max: 100_000_00 }).map((cents) => cents / 100),
    shop: fc.integer({ min: 0, max: 150 }),
  }),
  { minLength: 200, maxLength: 500 },
);

describe('estimateAggregate', () => {
  it.each(SPECS.map((spec) => [JSON.stringify(spec), spec] as const))(
    'given %s and any history, then the state is never larger than estimated',
    (_, spec) => {
      const aggregate = createAggregate(spec, 'UTC');
      fc.assert(
        fc.property(history, fc.boolean(), (events, inOrder) => {
          let state: JsonValue | undefined;
          const told = inOrder ? [...events].sort((a, b) => b.daysAgo - a.daysAgo) : events;
          for (const [index, { name, daysAgo, revenue, shop }] of told.entries()) {
            const time = NOW - Math.round(daysAgo * DAY);
            const messageId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
            const place = { shop: `shop-${shop}`, venue: `venue-${shop}`, zone: 'table-12' };
            const shops = Array.from({ length: 9 }, (_, next) => `shop-${shop + next}`);
            const properties = { revenue, ...place, shops, offer: 'gift', code: `CODE-${shop}` };
            const next = aggregate.add(state, anEvent({ name, time, messageId, properties }));
            if (next !== REFOLD) state = next;
          }
          const entry = JSON.stringify({ '0123456789abcdef': state ?? null });
          expect(entry.length).toBeLessThanOrEqual(estimateAggregate(spec));
        }),
        { numRuns: 10 },
      );
    },
  );

  it.each([
    { kind: 'recent', of, measure: 'unique', property, keep: 32 },
    { kind: 'measure-since', of, measure: 'unique', property, since: { kind: 'event', of: since } },
  ] as const)(
    'given $kind of a hundred values that all came in one millisecond, then the state is no larger',
    (spec) => {
      const aggregate = createAggregate(spec, 'UTC');
      let state: JsonValue | undefined;
      for (let shop = 0; shop < 150; shop += 1) {
        const event = anEvent({
          name: 'X',
          time: NOW,
          messageId: `m-${shop}`,
          properties: { shop: `shop-${shop}` },
        });
        const next = aggregate.add(state, event);
        if (next !== REFOLD) state = next;
      }
      const entry = JSON.stringify({ '0123456789abcdef': state ?? null });
      expect(entry.length).toBeLessThanOrEqual(estimateAggregate(spec));
    },
  );

  it('given a longer count, then it is larger', () => {
    const bytes = (keep: number) => estimateAggregate({ kind: 'times', of, keep });
    expect(bytes(2)).toBeGreaterThan(bytes(1));
  });
});
