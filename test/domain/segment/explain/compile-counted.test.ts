import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type {
  Condition,
  EventCondition,
  MeasureCondition,
} from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { compileCounted } from '../../../../domain/segment/explain/compile-counted.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const booked = eventsCalled('Booking Made');
const ordered = eventsCalled('Order Completed');
const revenue = { of: ordered, measure: 'sum', property: ['revenue'] } as const;
const AGGREGATES: Readonly<Record<string, AggregateSpec>> = {
  bookings: { kind: 'times', of: booked, keep: 9 },
  'bookings in time': { kind: 'times-since', of: booked, since: ordered, spanMilliseconds: HOUR, keep: 9 },
  paid: { kind: 'matching', of: booked, with: ordered, on: [[['id'], ['booking']]], keep: 9 },
  opened: { kind: 'times', of: eventsCalled('Email Opened'), keep: 9 },
  spent: { kind: 'measure', ...revenue },
  'spent lately': { kind: 'measure', ...revenue, withinMilliseconds: 60 * HOUR },
  'spent before': {
    kind: 'measure',
    ...revenue,
    withinMilliseconds: 60 * HOUR,
    untilMilliseconds: 30 * HOUR,
  },
  'spent since': {
    kind: 'measure-since',
    ...revenue,
    since: { kind: 'event', of: booked, spanMilliseconds: HOUR },
  },
  'spent recently': { kind: 'recent', ...revenue, keep: 9 },
  'bookings counted': { kind: 'measure', of: booked, measure: 'count', property: null },
  'booked entries': { kind: 'entry', when: { kind: 'everyone' } },
};
const active = anActiveProgram(AGGREGATES);

/** An event so many hours ago, called by what it is and when. */
const ago = (hours: number, name: string, more: Partial<TrackingEvent> = {}) =>
  anEvent({ time: NOW - hours * HOUR, name, messageId: `${name} ${hours}`, ...more });
const bookedAgo = (hours: number, properties = {}) => ago(hours, 'Booking Made', { properties });
const orderedAgo = (hours: number, properties: object = { revenue: 5 }) =>
  ago(hours, 'Order Completed', { properties: { ...properties } });

/** Which of the events count, known and told. */
function countedOf(condition: Condition, events: readonly TrackingEvent[], entryAt?: number) {
  const guest = aGuestOf(
    active,
    events.filter(({ time }) => time <= NOW),
  );
  const isCounted = compileCounted(ask(active, guest, NOW, entryAt), condition);
  return events.filter(isCounted).map(({ messageId }) => messageId);
}
const booking: EventCondition = { kind: 'event', label: '', aggregate: 'bookings', count: { atLeast: 1 } };
const measured = (aggregate: string, more: Partial<MeasureCondition> = {}): MeasureCondition => ({
  kind: 'measure',
  label: '',
  measure: 'sum',
  property: 'revenue',
  aggregate,
  matcher: { tests: [], ignoreCase: false },
  ...more,
});

describe('what counts of events', () => {
  it('is what is asked about, later than the window begins and no later than now', () => {
    const events = [bookedAgo(2), bookedAgo(1), bookedAgo(0), bookedAgo(-1), orderedAgo(1)];
    expect(countedOf({ ...booking, withinMilliseconds: 2 * HOUR }, events)).toEqual([
      'Booking Made 1',
      'Booking Made 0',
    ]);
  });

  it('given since a moment, then it is after that, and as long as its span', () => {
    const since: EventCondition = { ...booking, since: { kind: 'entry' } };
    expect(countedOf(since, [bookedAgo(3), bookedAgo(2), bookedAgo(1)], NOW - 2 * HOUR)).toEqual([
      'Booking Made 1',
    ]);
    const inTime: EventCondition = { ...booking, aggregate: 'bookings in time' };
    const events = [orderedAgo(3), bookedAgo(3), bookedAgo(2.5), bookedAgo(2), bookedAgo(1)];
    expect(countedOf(inTime, events)).toEqual(['Booking Made 2.5', 'Booking Made 2']);
  });

  it('given what must agree with another event, then it is those that do', () => {
    const events = [
      bookedAgo(3, { id: 7 }),
      bookedAgo(2, { id: 8 }),
      orderedAgo(3, { booking: 9 }),
      orderedAgo(1, { booking: 7 }),
    ];
    expect(countedOf({ ...booking, kind: 'matching', aggregate: 'paid' }, events)).toEqual([
      'Booking Made 3',
    ]);
  });

  it('given a message, then it is what the channels told, within the window', () => {
    const message: Condition = {
      kind: 'message',
      campaign: 'win-back',
      status: 'opened',
      aggregate: 'opened',
      withinMilliseconds: 2 * HOUR,
    };
    const events = [ago(2, 'Email Opened'), ago(1, 'Email Opened'), bookedAgo(1)];
    expect(countedOf(message, events)).toEqual(['Email Opened 1']);
    expect(countedOf({ kind: 'message', campaign: 'win-back', status: 'sent' }, events)).toEqual([]);
  });

  it('is nothing where nothing of events is remembered', () => {
    expect(countedOf({ ...booking, aggregate: 'gone' }, [bookedAgo(1)])).toEqual([]);
    expect(countedOf({ ...booking, aggregate: 'booked entries' }, [bookedAgo(1)])).toEqual([]);
    expect(countedOf(measured('gone'), [bookedAgo(1)])).toEqual([]);
    expect(countedOf({ kind: 'everyone' }, [bookedAgo(1)])).toEqual([]);
  });
});

describe('what counts for a measure', () => {
  it('is what has the property, no later than now', () => {
    const events = [
      orderedAgo(100),
      orderedAgo(1, {}),
      orderedAgo(0),
      orderedAgo(-1),
      bookedAgo(1, { revenue: 5 }),
    ];
    expect(countedOf(measured('spent'), events)).toEqual(['Order Completed 100', 'Order Completed 0']);
  });

  it('given a window, then it is what is in it, by its buckets', () => {
    const events = [70, 61, 60, 59, 31, 30, 1].map((hours) => orderedAgo(hours));
    expect(countedOf(measured('spent lately'), events)).toEqual([
      'Order Completed 60',
      'Order Completed 59',
      'Order Completed 31',
      'Order Completed 30',
      'Order Completed 1',
    ]);
    expect(countedOf(measured('spent before'), events)).toEqual([
      'Order Completed 60',
      'Order Completed 59',
      'Order Completed 31',
    ]);
  });

  it('given since an event, then it is after that, and as long as its span', () => {
    const events = [
      orderedAgo(5),
      bookedAgo(4),
      orderedAgo(4),
      orderedAgo(3.5),
      orderedAgo(3),
      orderedAgo(2),
    ];
    expect(countedOf(measured('spent since'), events)).toEqual(['Order Completed 3.5', 'Order Completed 3']);
  });

  it('given since the journey’s beginning within a window, then it is what both take in', () => {
    const condition = measured('spent recently', { since: { kind: 'entry' }, withinMilliseconds: 3 * HOUR });
    const events = [5, 4, 2, 1].map((hours) => orderedAgo(hours));
    expect(countedOf(condition, events, NOW - 2 * HOUR)).toEqual(['Order Completed 1']);
    expect(countedOf(condition, events, NOW - 5 * HOUR)).toEqual(['Order Completed 2', 'Order Completed 1']);
    expect(countedOf(condition, events)).toEqual([]);
  });

  it('given an affinity, then it is what has the value', () => {
    const affinity: Condition = {
      kind: 'affinity',
      label: '',
      matched: 'bookings counted',
      all: 'spent',
      count: { atLeast: 1 },
    };
    expect(countedOf(affinity, [bookedAgo(1), orderedAgo(1)])).toEqual(['Booking Made 1']);
  });
});
