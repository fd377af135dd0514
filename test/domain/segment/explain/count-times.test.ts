import { describe, expect, it } from 'vitest';
import type { EventCondition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { countTimes } from '../../../../domain/segment/explain/count-times.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const active = anActiveProgram({
  bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 },
});
const booked: EventCondition = { kind: 'event', label: '', aggregate: 'bookings', count: { atLeast: 1 } };
/** Of bookings so many milliseconds ago. */
const counted = (ago: readonly number[], more: Partial<EventCondition> = {}, now = NOW) => {
  const events = ago.map((milliseconds) =>
    anEvent({ time: NOW - milliseconds, messageId: `b-${milliseconds}` }),
  );
  return countTimes(ask(active, aGuestOf(active, events), now), { ...booked, ...more });
};

describe('countTimes', () => {
  it('tells what is within the window, without its very beginning, and no later than now', () => {
    expect(counted([3, 2, 0], { withinMilliseconds: 3 }).times).toEqual([NOW - 2, NOW]);
    expect(counted([3, 2, 0], {}, NOW - 2).times).toEqual([NOW - 3, NOW - 2]);
  });

  it('given that all that is remembered counts, and no more would be, then there may be more', () => {
    expect(counted([3, 2, 0]).mayBeMore).toBe(true);
    expect(counted([2, 0]).mayBeMore).toBe(false);
    expect(counted([3, 2, 0], { withinMilliseconds: 3 }).mayBeMore).toBe(false);
    expect(counted([]).mayBeMore).toBe(false);
    expect(counted([3, 2, 0], { aggregate: 'gone' })).toEqual({ times: [], mayBeMore: false });
  });
});
