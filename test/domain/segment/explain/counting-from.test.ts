import { describe, expect, it } from 'vitest';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type {
  EventCondition,
  MeasureCondition,
  SequenceCondition,
} from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { countingFrom, isCounting } from '../../../../domain/segment/explain/counting-from.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const calls = eventsCalled('Called Hotel');
const booked = eventsCalled('Booking Made');
const visit = { begins: eventsCalled('Beacon Entered'), endsAfterMilliseconds: 4 * HOUR };
const counted = { kind: 'measure-since', of: calls, measure: 'count', property: null } as const;
const AGGREGATES: Readonly<Record<string, AggregateSpec>> = {
  calls: { kind: 'times', of: calls, keep: 3 },
  bookings: { kind: 'times', of: booked, keep: 3 },
  'calls in time': { kind: 'times-since', of: calls, since: booked, spanMilliseconds: 3 * HOUR, keep: 3 },
  'booked entries': {
    kind: 'entry',
    when: {
      kind: 'event',
      label: '',
      aggregate: 'bookings',
      count: { atLeast: 1 },
      withinMilliseconds: HOUR,
    },
  },
  visit: { kind: 'visit', visit },
  'all calls': { kind: 'measure', of: calls, measure: 'count', property: null },
  'calls since': { ...counted, since: { kind: 'event', of: booked } },
  'calls soon after': { ...counted, since: { kind: 'event', of: booked, spanMilliseconds: 3 * HOUR } },
  'calls since entry': { ...counted, since: { kind: 'entry', aggregate: 'booked entries' } },
  'calls of the visit': { ...counted, since: { kind: 'visit', visit } },
};
const active = anActiveProgram(AGGREGATES);
const called: EventCondition = { kind: 'event', label: '', aggregate: 'calls', count: { atLeast: 1 } };
const sequence: SequenceCondition = { kind: 'sequence', label: '', aggregate: 'carts' };
const measured = (aggregate: string, more: Partial<MeasureCondition> = {}): MeasureCondition => ({
  kind: 'measure',
  label: '',
  measure: 'count',
  aggregate,
  matcher: { tests: [], ignoreCase: false },
  ...more,
});
const ago = (hours: number, name: string) =>
  anEvent({
    time: NOW - hours * HOUR,
    name,
    messageId: `${name} ${hours}`,
    ...(name === 'Beacon Entered' && { properties: { venue: 'spa' } }),
  });
const bookedAgo = (hours: number) => ago(hours, 'Booking Made');
const enteredAgo = (hours: number) => ago(hours, 'Beacon Entered');

function fromOf(
  condition: Parameters<typeof countingFrom>[1],
  events: Parameters<typeof aGuestOf>[1] = [],
  { now = NOW, entryAt }: { readonly now?: number; readonly entryAt?: number } = {},
) {
  return countingFrom(ask(active, aGuestOf(active, events), now, entryAt), condition);
}

const ALL = { after: Number.NEGATIVE_INFINITY, until: NOW };
const NOTHING = { after: Number.POSITIVE_INFINITY, until: NOW, since: null };
const afterIt = (moment: number, until = NOW) => ({ after: moment, until, since: moment });
const withIt = (moment: number) => ({ after: moment - 1, until: NOW, since: moment });

describe('countingFrom', () => {
  it('given a condition that says nothing of since when, then all that was counts', () => {
    const conditions = [
      called,
      measured('all calls'),
      measured('gone'),
      { ...called, aggregate: 'gone' },
      sequence,
    ];
    for (const condition of conditions) expect(fromOf(condition)).toStrictEqual(ALL);
    const message = { kind: 'message', campaign: 'win-back', status: 'sent' } as const;
    expect(fromOf(message, [], { entryAt: NOW - HOUR })).toStrictEqual(ALL);
    expect(fromOf(sequence, [], { entryAt: NOW - HOUR })).toStrictEqual(ALL);
  });

  it.each(['event', 'matching'] as const)(
    'given %s since another event, then it is after the latest of that',
    (kind) => {
      const condition = { ...called, kind, since: { kind: 'event', aggregate: 'bookings' } } as const;
      expect(fromOf(condition)).toStrictEqual(NOTHING);
      expect(fromOf(condition, [bookedAgo(3), bookedAgo(2)])).toStrictEqual(afterIt(NOW - 2 * HOUR));
      expect(fromOf(condition, [bookedAgo(2), bookedAgo(0)])).toStrictEqual(afterIt(NOW));
      const now = NOW - HOUR;
      const then = fromOf(condition, [bookedAgo(2), bookedAgo(0)], { now });
      expect(then).toStrictEqual({ after: NOW - 2 * HOUR, until: now, since: NOW - 2 * HOUR });
    },
  );

  it('given since a date, then from that very moment on', () => {
    const since = (at: number) => fromOf({ ...called, since: { kind: 'moment', at } });
    expect(since(NOW - HOUR)).toStrictEqual(withIt(NOW - HOUR));
    expect(since(NOW + HOUR)).toStrictEqual(NOTHING);
  });

  it('given during a visit, then from its first moment on, or after what else it counts since', () => {
    const during: EventCondition = { ...called, visit: 'visit' };
    const both: EventCondition = { ...during, since: { kind: 'event', aggregate: 'bookings' } };
    expect(fromOf(during)).toStrictEqual(NOTHING);
    expect(fromOf(during, [enteredAgo(2)])).toStrictEqual(withIt(NOW - 2 * HOUR));
    expect(fromOf(both, [enteredAgo(2)])).toStrictEqual(NOTHING);
    expect(fromOf(both, [enteredAgo(2), bookedAgo(1)])).toStrictEqual(afterIt(NOW - HOUR));
    expect(fromOf(both, [enteredAgo(2), bookedAgo(3)])).toStrictEqual(withIt(NOW - 2 * HOUR));
  });

  it('given so long after another event, then the span is closed', () => {
    const condition: EventCondition = { ...called, aggregate: 'calls in time' };
    expect(fromOf(condition)).toStrictEqual(NOTHING);
    expect(fromOf(condition, [bookedAgo(4)])).toStrictEqual(afterIt(NOW - 4 * HOUR, NOW - HOUR));
    expect(fromOf(condition, [bookedAgo(1)])).toStrictEqual(afterIt(NOW - HOUR));
    const dated: EventCondition = { ...condition, since: { kind: 'moment', at: NOW - 2 * HOUR } };
    expect(fromOf(dated, [bookedAgo(4)])).toStrictEqual(withIt(NOW - 2 * HOUR));
    expect(fromOf(dated)).toStrictEqual(NOTHING);
  });

  it('given since the journey’s beginning, then after it, and nothing without a journey', () => {
    const since = { kind: 'entry' } as const;
    const message = { kind: 'message', campaign: 'win-back', status: 'sent', since } as const;
    const conditions = [
      { ...called, since },
      measured('all calls', { since }),
      { ...sequence, since },
      message,
    ];
    for (const condition of conditions) {
      expect(fromOf(condition)).toStrictEqual(NOTHING);
      expect(fromOf(condition, [], { entryAt: NOW - HOUR })).toStrictEqual(afterIt(NOW - HOUR));
    }
  });

  it('given a measure since an event, then after the latest of that, and as long as its span', () => {
    expect(fromOf(measured('calls since'))).toStrictEqual(NOTHING);
    expect(fromOf(measured('calls since'), [bookedAgo(4)])).toStrictEqual(afterIt(NOW - 4 * HOUR));
    expect(fromOf(measured('calls soon after'), [bookedAgo(4)])).toStrictEqual(
      afterIt(NOW - 4 * HOUR, NOW - HOUR),
    );
  });

  it('given a measure since an entry, then after the last of those', () => {
    expect(fromOf(measured('calls since entry'))).toStrictEqual(NOTHING);
    expect(fromOf(measured('calls since entry'), [bookedAgo(4)])).toStrictEqual(afterIt(NOW - 4 * HOUR));
  });

  it('given a measure during a visit, then from its first moment on, while it is under way', () => {
    const condition = measured('calls of the visit');
    const at = (now: number) => fromOf(condition, [enteredAgo(2)], { now });
    expect(fromOf(condition)).toStrictEqual(NOTHING);
    expect(fromOf(condition, [ago(1, 'Called Hotel')])).toStrictEqual(NOTHING);
    expect(at(NOW)).toStrictEqual(withIt(NOW - 2 * HOUR));
    expect(at(NOW - 2 * HOUR).since).toBe(NOW - 2 * HOUR);
    expect(at(NOW - 2 * HOUR - 1).since).toBeNull();
    expect(at(NOW + 2 * HOUR - 1).since).toBe(NOW - 2 * HOUR);
    expect(at(NOW + 2 * HOUR).since).toBeNull();
  });

  it('given a sequence in a visit since the journey’s beginning, then after the later of both, if there are both', () => {
    const both: SequenceCondition = { ...sequence, visit: 'visit', since: { kind: 'entry' } };
    expect(fromOf({ ...sequence, visit: 'visit' }, [enteredAgo(2)])).toStrictEqual(withIt(NOW - 2 * HOUR));
    expect(fromOf(both, [enteredAgo(2)])).toStrictEqual(NOTHING);
    expect(fromOf(both, [], { entryAt: NOW - HOUR })).toStrictEqual(NOTHING);
    expect(fromOf(both, [enteredAgo(2)], { entryAt: NOW - HOUR })).toStrictEqual(afterIt(NOW - HOUR));
    expect(fromOf(both, [enteredAgo(2)], { entryAt: NOW - 3 * HOUR })).toStrictEqual(withIt(NOW - 2 * HOUR));
    expect(fromOf(both, [enteredAgo(2)], { entryAt: NOW - 2 * HOUR })).toStrictEqual(afterIt(NOW - 2 * HOUR));
  });
});

describe('isCounting', () => {
  it('tells what counts events from what does not', () => {
    const message = { kind: 'message', campaign: 'win-back', status: 'sent' } as const;
    for (const condition of [called, { ...called, kind: 'matching' } as const, sequence, message])
      expect(isCounting(condition)).toBe(true);
    expect(isCounting(measured('all calls'))).toBe(true);
    expect(isCounting({ kind: 'everyone' })).toBe(false);
  });
});
