import { describe, expect, it } from 'vitest';
import {
  aGuestWho,
  aToldEvent,
  DAY,
  HOUR,
  holdsAfter,
  MINUTE,
  START,
} from '../../../support/oracle/a-told-event.ts';
import type { Json } from '../../../support/oracle/written.ts';

const at = (name: string, after: number, properties: Readonly<Record<string, Json>>) =>
  aToldEvent(name, after, { properties });

describe('the oracle: affinity', () => {
  const viewed = (after: number, category?: string) =>
    at('Product Viewed', after, category === undefined ? {} : { category });

  it('is the share of the events that have the property, of any event unless it is said over which', () => {
    // given
    const guest = aGuestWho([viewed(0, 'Dresses'), viewed(1, 'Suits'), viewed(2), viewed(3, 'Dresses')]);
    // then
    expect(holdsAfter(guest, { affinity: 'category', is: 'Dresses', share: { atLeast: 0.66 } }, DAY)).toBe(
      true,
    );
    expect(holdsAfter(guest, { affinity: 'category', is: 'Dresses', share: { atLeast: 0.67 } }, DAY)).toBe(
      false,
    );
    expect(holdsAfter(guest, { affinity: 'category', is: 'Dresses', count: { atLeast: 3 } }, DAY)).toBe(
      false,
    );
    const over = { event: 'Order Completed' };
    expect(holdsAfter(guest, { affinity: 'category', is: 'Dresses', over, share: { atLeast: 0 } }, DAY)).toBe(
      false,
    );
  });

  it('of no events no share is enough, and at most includes none', () => {
    const guest = aGuestWho([viewed(0)]);
    expect(holdsAfter(guest, { affinity: 'category', is: 'Suits', share: { lessThan: 1 } }, DAY)).toBe(false);
    expect(holdsAfter(guest, { affinity: 'category', is: 'Suits', count: { atMost: 1 } }, DAY)).toBe(true);
  });
});

describe('the oracle: visits and presence', () => {
  const settings = {
    visit: { begins: ['Beacon Entered', 'Order Completed'], endsAfter: '4 hours' },
    venues: { spa: { timeout: '2 hours' } },
  };
  const ordered = { event: 'Order Completed', within: 'visit' as const };

  it('a visit chains what begins visits at a venue, while no more than its end lies between', () => {
    // given
    const guest = aGuestWho(
      [at('Beacon Entered', 0, { venue: 'spa' }), at('Order Completed', 4 * HOUR, { venue: 'spa' })],
      { settings },
    );
    const entered = { event: 'Beacon Entered', within: 'visit' as const };
    // then: the visit began with the first, which counts, and is over four hours after the last
    expect(holdsAfter(guest, entered, 8 * HOUR - 1)).toBe(true);
    expect(holdsAfter(guest, entered, 8 * HOUR)).toBe(false);
  });

  it('one that comes later begins another visit, and what has no venue none', () => {
    const events = [
      at('Beacon Entered', 0, { venue: 'spa' }),
      at('Order Completed', 4 * HOUR + 1, { venue: 'spa' }),
    ];
    const entered = { event: 'Beacon Entered', within: 'visit' as const };
    expect(holdsAfter(aGuestWho(events, { settings }), entered, 5 * HOUR)).toBe(false);
    expect(holdsAfter(aGuestWho(events, { settings }), ordered, 5 * HOUR)).toBe(true);
    expect(holdsAfter(aGuestWho([at('Order Completed', 0, {})], { settings }), ordered, HOUR)).toBe(false);
  });

  it('a guest is where they were last seen to enter, until they leave or the time is out', () => {
    // given
    const events = [
      at('Beacon Entered', 0, { venue: 'spa', zone: 'table-1' }),
      at('Beacon Entered', 0, { venue: 'bar' }),
    ];
    const guest = aGuestWho(events, { settings });
    const gone = aGuestWho([...events, at('Beacon Left', HOUR, { venue: 'spa' })], { settings });
    // then
    expect(holdsAfter(guest, { at: 'spa' }, 2 * HOUR - 1)).toBe(true);
    expect(holdsAfter(guest, { at: 'spa' }, 2 * HOUR)).toBe(false);
    expect(holdsAfter(guest, { at: 'bar' }, 30 * MINUTE - 1)).toBe(true);
    expect(holdsAfter(guest, { at: 'bar' }, 30 * MINUTE)).toBe(false);
    expect(holdsAfter(guest, { zone: { startsWith: 'table-' } }, HOUR)).toBe(true);
    expect(holdsAfter(gone, { at: 'any' }, HOUR)).toBe(false);
  });
});

describe('the oracle: messages, offers, lists and facts', () => {
  it('what became of a message is told by its channel, of that campaign and within its window', () => {
    // given
    const guest = aGuestWho([at('Email Link Clicked', HOUR, { campaign: 'win-back' })], {
      sends: [{ at: START, campaign: 'win-back' }],
    });
    // then
    expect(holdsAfter(guest, { message: 'win-back' }, HOUR)).toBe(true);
    expect(holdsAfter(guest, { message: 'win-back', within: '1 hour' }, HOUR)).toBe(false);
    expect(
      holdsAfter(guest, { message: 'win-back', status: 'clicked', within: '1 hour' }, 2 * HOUR - 1),
    ).toBe(true);
    expect(holdsAfter(guest, { message: 'win-back', status: 'opened' }, HOUR)).toBe(false);
    expect(holdsAfter(guest, { message: 'thanks', status: 'clicked' }, HOUR)).toBe(false);
  });

  it('a code is granted, then valid, then expired, unless it was redeemed', () => {
    // given
    const granted = at('Offer Granted', 0, {
      offer: 'scarf',
      code: 'A1',
      validFrom: '2026-03-08T01:00:00Z',
      validUntil: '2026-03-08T02:00:00Z',
    });
    const guest = aGuestWho([granted]);
    const statusAt = (after: number) =>
      ['granted', 'valid', 'expired', 'redeemed'].filter((status) =>
        holdsAfter(guest, { offer: 'scarf', status }, after),
      );
    // then
    expect([0, HOUR, 2 * HOUR].map(statusAt)).toEqual([['granted'], ['valid'], ['expired']]);
    expect(holdsAfter(guest, { offer: 'scarf' }, HOUR)).toBe(true);
    expect(holdsAfter(guest, { offer: 'scarf' }, 2 * HOUR)).toBe(false);
    const used = aGuestWho([granted, at('Offer Redeemed', HOUR, { offer: 'scarf', code: 'A1' })]);
    expect(holdsAfter(used, { offer: 'scarf', status: 'redeemed' }, 3 * HOUR)).toBe(true);
    expect(holdsAfter(used, { offer: 'scarf' }, HOUR)).toBe(false);
  });

  it('a list has whom its latest change put on it', () => {
    const change = (after: number, member: boolean) => at('List Changed', after, { list: 'press', member });
    expect(holdsAfter(aGuestWho([change(0, true)]), { list: 'press' }, DAY)).toBe(true);
    expect(holdsAfter(aGuestWho([change(0, true), change(1, false)]), { list: 'press' }, DAY)).toBe(false);
    expect(holdsAfter(aGuestWho([change(0, true)]), { list: 'others' }, DAY)).toBe(false);
  });

  it('consent is the latest choice, of one time the refusal; without one what the house says', () => {
    const said = (after: number, marketing: boolean) =>
      aToldEvent('Consent Changed', after, { messageId: `${marketing}`, consent: { marketing } });
    const settings = { consent: { marketing: 'opt-in', analytics: 'opt-out' } };
    expect(holdsAfter(aGuestWho([said(0, true)], { settings }), { consent: 'marketing' }, DAY)).toBe(true);
    expect(
      holdsAfter(aGuestWho([said(0, true), said(0, false)], { settings }), { consent: 'marketing' }, DAY),
    ).toBe(false);
    expect(holdsAfter(aGuestWho([], { settings }), { consent: 'marketing' }, DAY)).toBe(false);
    expect(holdsAfter(aGuestWho([], { settings }), { consent: 'analytics' }, DAY)).toBe(true);
  });

  it('who is reachable has an address and has not refused the channel', () => {
    const device = aToldEvent('App Opened', 0, { context: { device: { token: 't', type: 'ios' } } });
    const refused = aToldEvent('Consent Changed', 1, { consent: { email: false } });
    const identifiers = ['email#john@example.com'];
    expect(holdsAfter(aGuestWho([device]), { reachable: 'push' }, DAY)).toBe(true);
    expect(holdsAfter(aGuestWho([device]), { reachable: 'email' }, DAY)).toBe(false);
    expect(holdsAfter(aGuestWho([refused], { identifiers }), { reachable: 'email' }, DAY)).toBe(true);
    const settings = { consent: { email: 'opt-out' } };
    expect(holdsAfter(aGuestWho([refused], { identifiers, settings }), { reachable: 'email' }, DAY)).toBe(
      false,
    );
    expect(holdsAfter(aGuestWho([], { identifiers }), { identifier: 'email' }, DAY)).toBe(true);
  });

  it('chance is stable for a person, and about the share that was written', () => {
    const isChosen = (seed: number) =>
      holdsAfter(aGuestWho([], { seed: `seed-${seed}` }), { random: '10%' }, 0);
    const chosen = Array.from({ length: 2_000 }, (_, seed) => isChosen(seed)).filter(Boolean).length;
    expect(chosen).toBeGreaterThan(150);
    expect(chosen).toBeLessThan(250);
    expect(isChosen(1)).toBe(isChosen(1));
  });
});
