import { describe, expect, it } from 'vitest';
import { aGuestWho, aToldEvent, DAY, HOUR, holdsAfter, START } from '../../../support/oracle/a-told-event.ts';

const signedUp = (after: number) => aToldEvent('Signed Up', after);
const called = (after: number) => aToldEvent('Called Hotel', after);
const order = (after: number, revenue: number) =>
  aToldEvent('Order Completed', after, { properties: { revenue } });

describe('the oracle: since', () => {
  it('only events strictly after the latest such event count', () => {
    // given
    const since = { event: 'Called Hotel', since: { event: 'Signed Up' } };
    // then
    expect(holdsAfter(aGuestWho([signedUp(0), called(0)]), since, HOUR)).toBe(false);
    expect(holdsAfter(aGuestWho([signedUp(0), called(1)]), since, HOUR)).toBe(true);
    expect(holdsAfter(aGuestWho([signedUp(0), called(1), signedUp(2)]), since, HOUR)).toBe(false);
  });

  it('`for` closes it: that moment still counts, the next does not', () => {
    // given
    const since = { event: 'Called Hotel', since: { event: 'Signed Up', for: '3 days' } };
    // then
    expect(holdsAfter(aGuestWho([signedUp(0), called(3 * DAY)]), since, 9 * DAY)).toBe(true);
    expect(holdsAfter(aGuestWho([signedUp(0), called(3 * DAY + 1)]), since, 9 * DAY)).toBe(false);
  });

  it('if it never happened nothing counts: a sum is 0, unique 0, an average missing, and at most holds', () => {
    // given
    const guest = aGuestWho([order(0, 5)]);
    const since = { event: 'Order Completed', since: { event: 'Signed Up' } };
    // then
    expect(holdsAfter(guest, since, HOUR)).toBe(false);
    expect(holdsAfter(guest, { ...since, count: { atMost: 2 } }, HOUR)).toBe(true);
    expect(holdsAfter(guest, { ...since, sum: { of: 'revenue', is: 0 } }, HOUR)).toBe(false);
    const evenIfNever = { ...since, count: { atLeast: 0 } };
    expect(holdsAfter(guest, { ...evenIfNever, sum: { of: 'revenue', is: 0 } }, HOUR)).toBe(true);
    expect(holdsAfter(guest, { ...evenIfNever, unique: { of: 'revenue', is: 0 } }, HOUR)).toBe(true);
    expect(holdsAfter(guest, { ...since, average: { of: 'revenue', atMost: 99 } }, HOUR)).toBe(false);
  });

  it('a date counts from that moment on, the beginning of a journey strictly after it', () => {
    // given
    const guest = aGuestWho([called(HOUR)]);
    const onJourney = (entryAt: number) => ({
      ...guest,
      journey: { entryAt: START + entryAt, isClock: false },
    });
    // then
    expect(holdsAfter(guest, { event: 'Called Hotel', since: '2026-03-08T01:00:00.001Z' }, DAY)).toBe(false);
    expect(holdsAfter(guest, { event: 'Called Hotel', since: '2026-03-08T01:00:00Z' }, DAY)).toBe(true);
    expect(holdsAfter(onJourney(HOUR), { event: 'Called Hotel', since: 'entry' }, DAY)).toBe(false);
    expect(holdsAfter(onJourney(HOUR - 1), { event: 'Called Hotel', since: 'entry' }, DAY)).toBe(true);
    expect(holdsAfter(onJourney(HOUR), { event: 'Called Hotel' }, DAY)).toBe(true);
  });

  it('on the journey\u2019s clock nothing before its beginning counts, unless it is said since when', () => {
    // given
    const guest = aGuestWho([signedUp(0), called(HOUR)]);
    const asking = { ...guest, journey: { entryAt: START + 2 * HOUR, isClock: true } };
    // then
    expect(holdsAfter(asking, { event: 'Called Hotel' }, DAY)).toBe(false);
    expect(holdsAfter(asking, { event: 'Called Hotel', since: { event: 'Signed Up' } }, DAY)).toBe(true);
    expect(holdsAfter(asking, { sequence: [{ event: 'Signed Up' }, { event: 'Called Hotel' }] }, DAY)).toBe(
      false,
    );
  });

  it('a segment counts from its last entry, also after it was left', () => {
    // given: in the segment from the order for an hour
    const segments = { buyer: { event: 'Order Completed', within: '1 hour' } };
    const since = { event: 'Called Hotel', since: { segment: 'buyer' } };
    // then
    expect(holdsAfter(aGuestWho([order(0, 5), called(0)], { segments }), since, DAY)).toBe(false);
    expect(holdsAfter(aGuestWho([order(0, 5), called(3 * HOUR)], { segments }), since, DAY)).toBe(true);
    const twice = aGuestWho([order(0, 5), called(3 * HOUR), order(5 * HOUR, 5)], { segments });
    expect(holdsAfter(twice, since, 4 * HOUR)).toBe(true);
    expect(holdsAfter(twice, since, 5 * HOUR)).toBe(false);
  });
});
