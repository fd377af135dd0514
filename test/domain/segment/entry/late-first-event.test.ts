import { describe, expect, it } from 'vitest';
import type { ActiveProgram } from '../../../../domain/playbook/program/active-program.ts';
import { foldEvent } from '../../../../domain/profile/fold-event.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const booked: Condition = {
  kind: 'event',
  label: 'Booking Made',
  aggregate: 'bookings',
  count: { atLeast: 1 },
  withinMilliseconds: 5,
};
const lasting: Condition = { kind: 'segment', segment: 's', aggregate: 'inner', forMilliseconds: 2 };
const vip: Condition = {
  kind: 'trait',
  path: ['vip'],
  matcher: { tests: [{ op: 'is', value: true }], ignoreCase: false },
};

const activeOf = (when: Condition, more: Readonly<Record<string, AggregateSpec>> = {}) =>
  anActiveProgram({
    bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 },
    asked: { kind: 'entry', when },
    ...more,
  });
const at = (millisecond: number, name: string) =>
  anEvent({ name, time: NOW + millisecond, messageId: `${name}-${millisecond}` });
/** Somebody of whom these events are known, first seen with the first of them. */
const guestOf = (active: ActiveProgram, ...events: ReturnType<typeof at>[]) =>
  aGuestOf(active, events, { firstSeen: Math.min(...events.map(({ time }) => time)) });

const COUNTED: AggregateSpec = {
  kind: 'measure-since',
  of: eventsCalled('SPA Viewed'),
  measure: 'count',
  property: null,
  since: { kind: 'entry', aggregate: 'asked' },
};

describe('an event before the guest’s first', () => {
  it('given entries that depend on themselves alone, then they stand, and may tell something else', () => {
    const active = activeOf({ kind: 'not', of: booked });
    const guest = guestOf(active, at(10, 'Booking Made'));
    const folded = foldEvent(active, guest, at(3, 'Item Viewed'));
    if (folded === 'refold') throw new Error('not expected');
    expect([...folded.changed.aggregates]).toContain('asked');
    expect(ask(active, folded.profile, NOW + 12).entry('asked')).toMatchObject({
      since: null,
      last: NOW + 3,
    });
  });

  it('given an entry that asks about another, or messages, or begins a measure anew, then all is folded anew', () => {
    const asking = activeOf(lasting, { inner: { kind: 'entry', when: booked } });
    const opening = activeOf(booked, { counted: COUNTED });
    const sent: Condition = { kind: 'message', campaign: 'win-back', status: 'sent' };
    const written = activeOf({ kind: 'any', of: [booked, sent] });
    for (const active of [asking, opening, written]) {
      const guest = guestOf(active, at(10, 'Booking Made'));
      expect(foldEvent(active, guest, at(3, 'Item Viewed'))).toBe('refold');
      expect(foldEvent(active, guest, at(11, 'Item Viewed'))).not.toBe('refold');
    }
  });

  it('given entries that depend on themselves alone, then the same is kept as had it been the first to come', () => {
    const active = activeOf({ kind: 'not', of: booked });
    const [first, later] = [at(3, 'Item Viewed'), at(10, 'Booking Made')];
    const folded = foldEvent(active, guestOf(active, later), first);
    if (folded === 'refold') throw new Error('not expected');
    expect(folded.profile.aggregates).toEqual(guestOf(active, first, later).aggregates);
  });

  it('given nothing that was decided yet, then nothing is folded anew', () => {
    const active = activeOf(lasting, { inner: { kind: 'entry', when: booked } });
    const guest = guestOf(active, at(10, 'Item Viewed'));
    expect(foldEvent(active, guest, at(3, 'Item Viewed'))).not.toBe('refold');
  });

  it('given none before the first event of all, then only what it touches may tell something else', () => {
    const active = activeOf(booked);
    const guest = guestOf(active, at(10, 'Item Viewed'));
    const folded = foldEvent(active, guest, at(11, 'Item Viewed'));
    if (folded === 'refold') throw new Error('not expected');
    expect(folded.changed.aggregates.size).toBe(0);
  });
});

describe('what decides an entry', () => {
  const sinceOf = (active: ActiveProgram, ...events: ReturnType<typeof at>[]) =>
    ask(active, guestOf(active, ...events), NOW + 20).entry('asked').since;

  it('is also a trait, a choice or a device that an event tells of', () => {
    const told = (overrides: object) => ({ ...at(12, 'Item Viewed'), ...overrides });
    const first = at(10, 'Item Viewed');
    expect(sinceOf(activeOf(vip), first, told({ traits: { vip: true } }))).toBe(NOW + 12);
    expect(sinceOf(activeOf(vip), first, told({ traits: { other: true } }))).toBeNull();
    const permitted = activeOf({ kind: 'consent', purpose: 'marketing' });
    expect(sinceOf(permitted, first, told({ consent: { marketing: true } }))).toBe(NOW + 12);
    const push = activeOf({ kind: 'reachable', channel: 'push' });
    const device = { id: 'd1', token: 'token-1', type: 'ios' };
    expect(sinceOf(push, first, told({ context: { device } }))).toBe(NOW + 12);
  });

  it('is an older event not, once it was decided by a newer one: all is folded anew', () => {
    const active = activeOf(booked);
    const guest = guestOf(active, at(0, 'Item Viewed'), at(10, 'Booking Made'));
    expect(foldEvent(active, guest, at(9, 'Booking Made'))).toBe('refold');
    expect(foldEvent(active, guest, at(10, 'Booking Made'))).not.toBe('refold');
    expect(foldEvent(active, guest, at(9, 'Item Viewed'))).not.toBe('refold');
  });
});
