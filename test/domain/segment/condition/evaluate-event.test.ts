import { describe, expect, it } from 'vitest';
import type { Condition, EventCondition } from '../../../../domain/segment/condition/condition.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { NOW } from '../../../support/an-event.ts';

const booked: Condition = {
  kind: 'event',
  label: '',
  aggregate: 'bookings',
  count: { atLeast: 1 },
  withinMilliseconds: 5,
};
const active = anActiveProgram({
  bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 },
  views: { kind: 'times', of: eventsCalled('SPA Viewed'), keep: 3 },
  entry: { kind: 'entry', when: booked },
  visit: {
    kind: 'visit',
    visit: { begins: eventsCalled('Beacon Entered'), endsAfterMilliseconds: 10 },
  },
});
const STAND = { at: NOW, before: { since: null, last: null }, since: NOW, last: NOW };

interface Known {
  /** In milliseconds from NOW on, as all that follows. */
  readonly views: readonly number[];
  readonly bookings?: readonly number[];
  readonly visit?: readonly [number, number];
  readonly now?: number;
  readonly entryAt?: number;
}

/** Whether it holds, and when that may change. */
function verdictOf(asked: Partial<EventCondition>, { views, bookings, visit, now = 25, entryAt }: Known) {
  const late = (times: readonly number[]) => times.map((time) => NOW + time);
  const profile = aProfile({
    aggregates: {
      views: late(views),
      ...(bookings && { bookings: late(bookings), entry: STAND }),
      ...(visit && { visit: [late(visit)] }),
    },
  });
  const common = { label: '', aggregate: 'views', count: { atLeast: 1 } };
  const condition: Condition = { kind: 'event', ...common, ...asked };
  const entered = entryAt === undefined ? undefined : NOW + entryAt;
  const { holds, changesAt } = evaluateCondition(active, condition, profile, NOW + now, entered);
  return [holds, changesAt === null ? null : changesAt - NOW];
}

describe('an event', () => {
  it('given since a date, then nothing before it counts', () => {
    const since = { since: { kind: 'moment', at: NOW } } as const;
    expect(verdictOf(since, { views: [-1] })).toEqual([false, null]);
    expect(verdictOf(since, { views: [1] })).toEqual([true, null]);
  });

  it('given since another event, then it must be strictly after the latest of them; if there was none, nothing counts', () => {
    const since = { since: { kind: 'event', aggregate: 'bookings' } } as const;
    expect(verdictOf(since, { views: [4], bookings: [0, 4] })).toEqual([false, null]);
    expect(verdictOf(since, { views: [5], bookings: [0, 4] })).toEqual([true, null]);
    expect(verdictOf(since, { views: [5] })).toEqual([false, null]);
  });

  it('given since the journey’s beginning, then it must be strictly after it; without a journey nothing counts', () => {
    const since = { since: { kind: 'entry' } } as const;
    expect(verdictOf(since, { views: [0], entryAt: 0 })).toEqual([false, null]);
    expect(verdictOf(since, { views: [1], entryAt: 0 })).toEqual([true, null]);
    expect(verdictOf(since, { views: [1] })).toEqual([false, null]);
  });

  it('given since the entry to a segment, then it must be strictly after it, and time may bring another', () => {
    const since = { since: { kind: 'segment', segment: 'bookers', aggregate: 'entry' } } as const;
    expect(verdictOf(since, { views: [0], bookings: [0], now: 3 })).toEqual([false, null]);
    expect(verdictOf(since, { views: [1], bookings: [0], now: 3 })).toEqual([true, 5]);
    expect(verdictOf(since, { views: [1], bookings: [0], now: 9 })).toEqual([true, null]);
    expect(verdictOf(since, { views: [1], now: 3 })).toEqual([false, null]);
    const none = { ...since, count: { atLeast: 0, atMost: 0 } };
    expect(verdictOf(none, { views: [0], bookings: [0], now: 3 })).toEqual([true, null]);
    expect(verdictOf(none, { views: [1], bookings: [0], now: 3 })).toEqual([false, 5]);
  });

  it('given the visit, then its first event counts, nothing before it, and nothing once it is over', () => {
    const during = { visit: 'visit' };
    expect(verdictOf(during, { views: [10], visit: [10, 20] })).toEqual([true, 30]);
    expect(verdictOf(during, { views: [9], visit: [10, 20] })).toEqual([false, null]);
    expect(verdictOf(during, { views: [10], visit: [10, 20], now: 30 })).toEqual([false, null]);
    expect(verdictOf(during, { views: [10] })).toEqual([false, null]);
    const none = { ...during, count: { atLeast: 0, atMost: 0 } };
    expect(verdictOf(none, { views: [9], visit: [10, 20] })).toEqual([true, null]);
    expect(verdictOf(none, { views: [10], visit: [10, 20] })).toEqual([false, 30]);
  });

  it('given the visit and since when, then the later of both counts', () => {
    const both = (at: number) => ({ visit: 'visit', since: { kind: 'moment', at: NOW + at } }) as const;
    expect(verdictOf(both(12), { views: [11], visit: [10, 20] })).toEqual([false, null]);
    expect(verdictOf(both(12), { views: [13], visit: [10, 20] })).toEqual([true, 30]);
    expect(verdictOf(both(5), { views: [7], visit: [10, 20] })).toEqual([false, null]);
    expect(verdictOf(both(5), { views: [10], visit: [10, 20] })).toEqual([true, 30]);
  });

  it('given a window and the visit, then whichever empties it first is named', () => {
    const asked = { visit: 'visit', withinMilliseconds: 18 };
    expect(verdictOf(asked, { views: [10], visit: [10, 20] })).toEqual([true, 28]);
    expect(verdictOf({ ...asked, withinMilliseconds: 50 }, { views: [10], visit: [10, 20] })).toEqual([
      true,
      30,
    ]);
  });
});
