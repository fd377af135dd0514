import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import {
  createAggregate,
  type EventAggregateSpec,
} from '../../../../domain/segment/aggregate/create-aggregate.ts';
import { foldEach } from '../../../support/aggregate-laws.ts';
import { eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const of = eventsCalled('A');
const property = ['price'];
const sent = (name: string, offset: number, properties: Record<string, JsonValue> = {}) =>
  anEvent({ name, time: NOW + offset, messageId: `m-${offset}`, properties });
const PRICES = [
  sent('A', 1, { price: 5 }),
  sent('A', 2, { price: 7 }),
  sent('A', 3, { price: 7 }),
  sent('B', 4),
];
const ENTERED = [sent('Beacon Entered', 1, { venue: 'bar' }), sent('Beacon Entered', 2, { venue: 'spa' })];
const LEFT = sent('Beacon Left', 3, { venue: 'bar' });
const GRANTED = sent('Offer Granted', 1, { offer: 'treat', code: 'X' });
const REDEEMED = sent('Offer Redeemed', 2, { offer: 'treat', code: 'X' });
const VISITED = [sent('A', 1, { venue: 'bar' }), sent('A', 4, { venue: 'bar' }), sent('A', 5)];
const ORDERED = [sent('A', 1, { id: 'o-1' }), sent('B', 2, { id: 'o-1' }), sent('A', 3, { id: 'o-2' })];
const visit = { begins: of, endsAfterMilliseconds: 10 };

describe('what is remembered', () => {
  it.each<[spec: EventAggregateSpec, events: TrackingEvent[], value: unknown, changesIn: number | null]>([
    [{ kind: 'times', of, keep: 2 }, PRICES, [NOW + 2, NOW + 3], null],
    [
      { kind: 'times-since', of, since: eventsCalled('B'), spanMilliseconds: 2, keep: 9 },
      [...PRICES, sent('A', 5)],
      [NOW + 5],
      null,
    ],
    [{ kind: 'measure', of, measure: 'sum', property }, PRICES, 19, null],
    [{ kind: 'measure', of, measure: 'sum', property, withinMilliseconds: 60 }, PRICES, 19, 62],
    [
      { kind: 'measure', of, measure: 'sum', property, withinMilliseconds: 60, untilMilliseconds: 5 },
      [...PRICES, sent('A', 6, { price: 100 })],
      19,
      12,
    ],
    [
      { kind: 'measure-since', of, measure: 'count', property: null, since: { kind: 'event', of } },
      PRICES,
      0,
      null,
    ],
    [{ kind: 'first', of, property }, PRICES, 5, null],
    [{ kind: 'last', of, property }, [...PRICES, sent('A', 5, { price: 9 })], 9, null],
    [{ kind: 'top', of, property }, PRICES, 7, null],
    [{ kind: 'visit', visit }, VISITED, NOW + 1, 14],
    [
      { kind: 'matching', of, with: eventsCalled('B'), on: [[['id'], ['id']]], keep: 9 },
      ORDERED,
      [NOW + 1],
      null,
    ],
    [
      { kind: 'presence', timeoutMilliseconds: { spa: 20 }, defaultTimeoutMilliseconds: 30 },
      [...ENTERED, LEFT],
      { spa: { since: NOW + 2, until: NOW + 22, zone: null } },
      22,
    ],
    [
      { kind: 'grants', offer: 'treat' },
      [GRANTED, REDEEMED],
      { X: { from: NOW + 1, until: null, redeemedAt: NOW + 2 } },
      null,
    ],
  ])('given $kind: what it amounts to, and when time alone changes it', (spec, events, value, changesIn) => {
    const aggregate = createAggregate(spec, 'UTC');
    const state = foldEach(aggregate, events);
    expect(aggregate.value(state, NOW + 10)).toEqual(value);
    expect(aggregate.changesAt(state, NOW + 10)).toBe(changesIn === null ? null : NOW + changesIn);
  });

  it('given the events of two profiles, then merged it is what all of them amount to', () => {
    const mergedOf = (spec: EventAggregateSpec, ...parts: TrackingEvent[][]) => {
      const aggregate = createAggregate(spec, 'UTC');
      const [a = null, b = null] = parts.map((events) => foldEach(aggregate, events) ?? null);
      return aggregate.value(aggregate.merge(a, b), NOW + 10);
    };
    expect(mergedOf({ kind: 'times', of, keep: 2 }, PRICES.slice(2), PRICES.slice(0, 2))).toEqual([
      NOW + 2,
      NOW + 3,
    ]);
    expect(mergedOf({ kind: 'visit', visit }, VISITED.slice(1), VISITED.slice(0, 1))).toBe(NOW + 1);
    expect(mergedOf({ kind: 'grants', offer: 'treat' }, [REDEEMED], [GRANTED])).toEqual({
      X: { from: NOW + 1, until: null, redeemedAt: NOW + 2 },
    });
    const presence = { kind: 'presence', timeoutMilliseconds: {}, defaultTimeoutMilliseconds: 30 } as const;
    expect(Object.keys(mergedOf(presence, ENTERED, [LEFT]) as object)).toEqual(['spa']);
  });

  it('given a sequence, then the steps that were taken; given the recent, then each with its measure', () => {
    const steps = [{ kind: 'event', of } as const, { kind: 'event', of: eventsCalled('B') } as const];
    const sequence = createAggregate({ kind: 'sequence', steps }, 'UTC');
    const before = foldEach(sequence, PRICES.slice(0, 3));
    expect(sequence.value(foldEach(sequence, PRICES), NOW + 10)).not.toEqual(
      sequence.value(before, NOW + 10),
    );
    expect(sequence.changesAt(before, NOW + 10)).toBeNull();
    const recent = createAggregate({ kind: 'recent', of, measure: 'sum', property, keep: 2 }, 'UTC');
    expect(JSON.stringify(recent.value(foldEach(recent, PRICES), NOW + 10))).toContain(`${NOW + 3}`);
    expect(recent.changesAt(foldEach(recent, PRICES), NOW + 10)).toBeNull();
  });

  it('given an event of no effect, then the state is the very same', () => {
    const specs: EventAggregateSpec[] = [
      { kind: 'times', of, keep: 1 },
      { kind: 'recent', of, measure: 'sum', property, keep: 1 },
      { kind: 'times-since', of, since: eventsCalled('B'), spanMilliseconds: 2, keep: 1 },
    ];
    for (const spec of specs) {
      const aggregate = createAggregate(spec, 'UTC');
      const state = foldEach(aggregate, [...PRICES, sent('A', 5, { price: 1 })]);
      expect(aggregate.add(state, sent('C', 9))).toBe(state);
      expect(aggregate.add(undefined, sent('C', 9))).toBeUndefined();
      expect(aggregate.value(undefined, NOW)).toEqual([]);
    }
  });
});
