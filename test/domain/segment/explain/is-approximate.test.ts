import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition, MeasureCondition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { approximateTraits, isApproximate } from '../../../../domain/segment/explain/is-approximate.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const booked = eventsCalled('Booking Made');
const ordered = eventsCalled('Order Completed');
const rooms = { of: booked, measure: 'unique', property: ['room'] } as const;
const AGGREGATES: Readonly<Record<string, AggregateSpec>> = {
  rooms: { kind: 'measure', ...rooms },
  'rooms since': { kind: 'measure-since', ...rooms, since: { kind: 'event', of: ordered } },
  'rooms before': { kind: 'measure', ...rooms, withinMilliseconds: 6000, untilMilliseconds: 3000 },
  'top room': { kind: 'top', of: booked, property: ['room'] },
  'first room': { kind: 'first', of: booked, property: ['room'] },
  bookings: { kind: 'measure', of: booked, measure: 'count', property: null },
  'bookings lately': { kind: 'recent', of: booked, measure: 'count', property: null, keep: 3 },
  paid: { kind: 'matching', of: booked, with: ordered, on: [[['room'], ['room']]], keep: 1 },
  stays: {
    kind: 'sequence',
    steps: [
      { kind: 'event', of: ordered },
      { kind: 'event', of: booked },
    ],
    quiet: { forMilliseconds: 1000 },
  },
};
const active = anActiveProgram(AGGREGATES, {
  computedTraits: {
    room: { id: 'room', name: 'Room', aggregate: 'top room' },
    'first-room': { id: 'first-room', name: 'First room', aggregate: 'first room' },
    balance: { id: 'balance', name: 'Balance', aggregate: 'bookings', minus: 'rooms' },
  },
});
const bookings = (count: number, from = 0): TrackingEvent[] =>
  Array.from({ length: count }, (_, place) =>
    anEvent({
      time: NOW + from + place,
      messageId: `b${from + place}`,
      properties: { room: `room ${from + place}` },
    }),
  );
const order = (time: number, properties = {}) =>
  anEvent({ time, name: 'Order Completed', messageId: `o${time}`, properties });
const isSo = (condition: Condition, events: readonly TrackingEvent[], entryAt?: number) =>
  isApproximate(ask(active, aGuestOf(active, events), NOW + 1000, entryAt), condition);
const matcher = { tests: [], ignoreCase: false };
const measured = (aggregate: string, more: Partial<MeasureCondition> = {}): MeasureCondition => ({
  kind: 'measure',
  label: '',
  measure: 'unique',
  aggregate,
  matcher,
  ...more,
});
const trait = (name: string): Condition => ({ kind: 'trait', path: [name], matcher });

describe('what a condition looks at is approximate', () => {
  it.each(['rooms', 'rooms since'])('given %s past 100 different values', (aggregate) => {
    const since = order(NOW - 1);
    expect(isSo(measured(aggregate), [since, ...bookings(100)])).toBe(false);
    expect(isSo(measured(aggregate), [since, ...bookings(101)])).toBe(true);
  });

  it('given values of some while ago, where some of that while had to be forgotten', () => {
    const condition = measured('rooms before');
    expect(isSo(condition, [...bookings(50), ...bookings(50, 500)])).toBe(false);
    expect(isSo(condition, [...bookings(60), ...bookings(60, 500)])).toBe(true);
  });

  it('given values that are counted, never', () => {
    expect(isSo(measured('bookings', { measure: 'count' }), bookings(101))).toBe(false);
    expect(isSo(measured('gone'), bookings(101))).toBe(false);
    expect(isSo({ kind: 'everyone' }, bookings(101))).toBe(false);
    expect(isSo({ kind: 'list', list: 'x', aggregate: 'top room' }, bookings(101))).toBe(false);
  });

  it('given a computed trait, where one of its measures is', () => {
    expect(isSo(trait('room'), bookings(101))).toBe(true);
    expect(isSo(trait('room'), bookings(100))).toBe(false);
    expect(isSo(trait('balance'), bookings(101))).toBe(true);
    expect(isSo(trait('first-room'), bookings(101))).toBe(false);
    expect(isSo(trait('city'), bookings(101))).toBe(false);
    const writtenOut = { ...trait('city'), computed: { aggregate: 'rooms' } } as Condition;
    expect(isSo(writtenOut, bookings(101))).toBe(true);
    expect(isSo(trait('room'), [])).toBe(false);
  });

  it('names the computed traits of which it is so', () => {
    const traitsOf = (count: number) =>
      approximateTraits(active, aGuestOf(active, bookings(count)), NOW + 1000);
    expect(traitsOf(101)).toEqual(['room', 'balance']);
    expect(traitsOf(100)).toEqual([]);
  });

  it('given what agrees with another event, past what is held against each other', () => {
    const condition: Condition = { kind: 'matching', label: '', aggregate: 'paid', count: { atLeast: 1 } };
    expect(isSo(condition, bookings(5))).toBe(false);
    expect(isSo(condition, [...bookings(120), order(NOW + 500, { room: 'room 1' })])).toBe(true);
    expect(isSo(condition, [])).toBe(false);
  });

  it('given a sequence that must have lasted, from 32 complete ones on', () => {
    const stays = (count: number) =>
      Array.from({ length: count }, (_, place) => [
        order(NOW + 2 * place),
        ...bookings(1, 2 * place + 1),
      ]).flat();
    const sequence = { kind: 'sequence', label: '', aggregate: 'stays' } as const;
    expect(isSo({ ...sequence, forMilliseconds: 1000 }, stays(32))).toBe(true);
    expect(isSo({ ...sequence, forMilliseconds: 1000 }, stays(31))).toBe(false);
    expect(isSo({ ...sequence, forMilliseconds: 1000 }, [])).toBe(false);
    expect(isSo(sequence, stays(32))).toBe(false);
  });

  it('given a measure on a journey’s clock, where something since its beginning was forgotten', () => {
    const condition = measured('bookings lately', { measure: 'count', since: { kind: 'entry' } });
    // Of five the first two are forgotten.
    expect(isSo(condition, bookings(5), NOW)).toBe(true);
    expect(isSo(condition, bookings(5), NOW + 1)).toBe(false);
    expect(isSo(condition, bookings(3), NOW - 1)).toBe(false);
    expect(isSo(condition, [], NOW - 1)).toBe(false);
    expect(isSo(condition, bookings(5))).toBe(false);
  });
});
