import { describe, expect, it } from 'vitest';
import {
  aGuestWho,
  aToldEvent,
  DAY,
  HOUR,
  holdsAfter,
  MINUTE,
} from '../../../support/oracle/a-told-event.ts';

const order = (after: number, revenue: unknown = 100) =>
  aToldEvent('Order Completed', after, { properties: { revenue: revenue as number } });

describe('the oracle: windows', () => {
  it('an event counts from its own millisecond until just before it is as old as the window', () => {
    // given
    const guest = aGuestWho([order(0)]);
    const recent = { event: 'Order Completed', within: '1 hour' };
    // then
    expect([-1, 0, HOUR - 1, HOUR].map((after) => holdsAfter(guest, recent, after))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('what is measured leaves with its whole bucket of a sixtieth of the window', () => {
    // given: buckets of a minute; the order lies in the first, which leaves when that of one o'clock and a minute begins
    const guest = aGuestWho([order(30_000)]);
    const sum = { event: 'Order Completed', sum: { of: 'revenue', atLeast: 100 }, within: '1 hour' };
    // then
    expect(holdsAfter(guest, sum, HOUR + MINUTE - 1)).toBe(true);
    expect(holdsAfter(guest, sum, HOUR + MINUTE)).toBe(false);
  });

  it('in a range an event comes once its whole bucket is old enough', () => {
    // given: buckets of two hours; that of the order ends two hours after the start
    const guest = aGuestWho([order(HOUR)]);
    const between = { event: 'Order Completed', within: ['5 days', '1 day'] as const };
    // then
    expect(holdsAfter(guest, between, DAY + 2 * HOUR - 1)).toBe(false);
    expect(holdsAfter(guest, between, DAY + 2 * HOUR)).toBe(true);
    expect(holdsAfter(guest, between, 5 * DAY + 2 * HOUR - 1)).toBe(true);
    expect(holdsAfter(guest, between, 5 * DAY + 2 * HOUR)).toBe(false);
  });

  it('a count beside a measure is of single events, and must hold as well', () => {
    // given
    const guest = aGuestWho([order(30_000)]);
    const both = {
      event: 'Order Completed',
      sum: { of: 'revenue', atLeast: 100 },
      count: { atLeast: 1 },
      within: '1 hour',
    };
    // then: the bucket is still there, the event is not
    expect(holdsAfter(guest, both, HOUR)).toBe(true);
    expect(holdsAfter(guest, both, HOUR + 30_000)).toBe(false);
  });

  it('the most frequent value goes by buckets of a twelfth of its window', () => {
    // given: buckets of five minutes
    const guest = aGuestWho([order(0, 'a')], {
      traits: { favourite: { top: 'revenue', of: { event: 'Order Completed', within: '1 hour' } } },
    });
    // then
    expect(holdsAfter(guest, { trait: 'favourite', is: 'a' }, HOUR + 5 * MINUTE - 1)).toBe(true);
    expect(holdsAfter(guest, { trait: 'favourite', is: 'a' }, HOUR + 5 * MINUTE)).toBe(false);
  });

  it('the last value leaves at its own time, and so does the first of each bucket, which takes the others along', () => {
    // given: two in the same five minutes, a third in the next
    const guest = aGuestWho([order(0, 'a'), order(30_000, 'b'), order(5 * MINUTE, 'c')], {
      traits: {
        first: { first: 'revenue', of: { event: 'Order Completed', within: '1 hour' } },
        last: { last: 'revenue', of: { event: 'Order Completed', within: '1 hour' } },
      },
    });
    // then
    expect(holdsAfter(guest, { trait: 'first', is: 'a' }, HOUR - 1)).toBe(true);
    expect(holdsAfter(guest, { trait: 'first', is: 'c' }, HOUR)).toBe(true);
    expect(holdsAfter(guest, { trait: 'last', is: 'c' }, HOUR + 5 * MINUTE - 1)).toBe(true);
    expect(holdsAfter(guest, { trait: 'last', exists: true }, HOUR + 5 * MINUTE)).toBe(false);
  });
});
