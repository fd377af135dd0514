import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { seeCondition } from '../../../../domain/segment/explain/see-condition.ts';
import { aGuestOf } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { active, ENTERED_AT, EVENTS, guest } from '../../../support/an-explained-guest.ts';

const HOUR = 3_600_000;
const iso = (hoursAgo: number) => new Date(NOW - hoursAgo * HOUR).toISOString();
const see = (condition: Condition, profile = guest, now = NOW) =>
  seeCondition(ask(active, profile, now, ENTERED_AT), condition, EVENTS);
const matcher = { tests: [], ignoreCase: false };
const times = { label: '', count: { atLeast: 1 } };
const measure = { kind: 'measure', label: '', measure: 'sum', matcher } as const;
const stranger = aGuestOf(active, []);

describe('what is seen of', () => {
  it('events, and what agrees with them, is how often and when', () => {
    expect(see({ kind: 'event', ...times, aggregate: 'bookings' })).toEqual({ count: 1, times: [iso(5)] });
    expect(see({ kind: 'event', ...times, aggregate: 'calls' })).toEqual({ count: 0, times: [] });
    expect(see({ kind: 'matching', ...times, aggregate: 'paid' })).toMatchObject({
      count: 1,
      times: [iso(5)],
    });
  });

  it('many events is the newest five, newest first', () => {
    const sends = [6, 5, 4, 3, 2, 1].map((hoursAgo) => ({
      at: NOW - hoursAgo * HOUR,
      channel: 'email' as const,
      campaign: 'win-back',
    }));
    const written = { ...guest, contacts: { ...guest.contacts, sends } };
    expect(see({ kind: 'message', campaign: 'win-back', status: 'sent' }, written)).toEqual({
      count: 6,
      times: [iso(1), iso(2), iso(3), iso(4), iso(5)],
    });
  });

  it('a message is when it was sent, or when the channels told', () => {
    expect(see({ kind: 'message', campaign: 'win-back', status: 'sent' })).toEqual({
      count: 1,
      times: [iso(24)],
    });
    expect(see({ kind: 'message', campaign: 'win-back', status: 'opened', aggregate: 'opened' })).toEqual({
      count: 1,
      mayBeMore: true,
      times: [iso(1)],
    });
  });

  it('a measure is its value, or null', () => {
    expect(see({ ...measure, aggregate: 'spent' })).toBe(40);
    expect(see({ ...measure, aggregate: 'spent lately', since: { kind: 'entry' } })).toBe(40);
    expect(see({ ...measure, aggregate: 'spent' }, stranger)).toBe(0);
    expect(see({ ...measure, aggregate: 'gone' })).toBeNull();
  });

  it('an affinity is both counts and their share, where there is one', () => {
    const affinity = {
      kind: 'affinity',
      label: '',
      matched: 'dresses',
      all: 'categories',
      count: { atLeast: 1 },
    } as const;
    expect(see(affinity)).toEqual({ all: 2, matched: 1, share: 0.5 });
    expect(see(affinity, stranger)).toEqual({ all: 0, matched: 0, share: null });
  });

  it('a trait is its value', () => {
    expect(see({ kind: 'trait', path: ['city'], matcher })).toBe('Berlin');
    expect(see({ kind: 'trait', path: ['town'], matcher })).toBeNull();
  });

  it('a segment is since when', () => {
    expect(see({ kind: 'segment', segment: 'bookers' })).toBe(iso(5));
    const lasting = {
      kind: 'segment',
      segment: 'x',
      aggregate: 'booked entries',
      forMilliseconds: 1,
    } as const;
    expect(see(lasting)).toBe(iso(5));
    expect(see({ kind: 'segment', segment: 'callers' })).toBeNull();
  });

  it('consent is what was chosen, if anything was', () => {
    const refused = aGuestOf(active, [anEvent({ consent: { location: false } })]);
    expect(see({ kind: 'consent', purpose: 'marketing' })).toBe(true);
    expect(see({ kind: 'consent', purpose: 'location' }, refused)).toBe(false);
    expect(see({ kind: 'consent', purpose: 'location' })).toBeNull();
  });

  it('identifiers is those of the namespace, without it', () => {
    const key = { sealed: 0, floor: 0, keys: {} };
    const identifiers = { 'email#a@example.com': key, 'email#b@example.com': key, 'userId#email': key };
    const known = { ...guest, identifiers };
    expect(see({ kind: 'identifier', namespace: 'email' })).toBe('john@example.com');
    expect(see({ kind: 'identifier', namespace: 'email' }, known)).toEqual([
      'a@example.com',
      'b@example.com',
    ]);
    expect(see({ kind: 'identifier', namespace: 'userId' }, known)).toBe('email');
    expect(see({ kind: 'identifier', namespace: 'phone' })).toBeNull();
  });

  it('reachability is yes, or why not', () => {
    const device = { id: 'd1', token: 'token-1', type: 'ios' };
    const reachable = aGuestOf(active, [anEvent({ context: { device }, consent: { push: true } })]);
    expect(see({ kind: 'reachable', channel: 'push' }, reachable)).toBe('yes');
    expect(see({ kind: 'reachable', channel: 'push' }, stranger)).toEqual(expect.any(String));
    expect(see({ kind: 'reachable', channel: 'push' }, stranger)).not.toBe('yes');
  });

  it('a list is what was last told of it', () => {
    expect(see({ kind: 'list', list: 'press', aggregate: 'press' })).toBe(true);
    expect(see({ kind: 'list', list: 'press', aggregate: 'press' }, stranger)).toBeNull();
  });

  it('an offer is how each of its codes stands', () => {
    const offer = {
      kind: 'offer',
      offer: 'free-appetizer',
      status: 'held',
      aggregate: 'appetizers',
    } as const;
    expect(see(offer)).toEqual({ A1: 'valid' });
    expect(see(offer, guest, NOW + 24 * HOUR)).toEqual({ A1: 'expired' });
    expect(see(offer, stranger)).toEqual({});
  });

  it('presence is where, since when and until when', () => {
    const seen = { 'lobby-bar': { since: iso(0.25), until: iso(-0.25), zone: 'table-1' } };
    expect(see({ kind: 'presence', venue: null, aggregate: 'presence' })).toEqual(seen);
    expect(see({ kind: 'presence', venue: 'lobby-bar', aggregate: 'presence' })).toEqual(seen);
    expect(see({ kind: 'presence', venue: 'spa', aggregate: 'presence' })).toEqual({});
  });
});
