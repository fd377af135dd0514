import { describe, expect, it } from 'vitest';
import type { ActiveProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const booked: Condition = { kind: 'event', label: '', aggregate: 'bookings', count: { atLeast: 1 } };
const written: Condition = { kind: 'message', campaign: 'win-back', status: 'sent' };
const all = (...of: Condition[]): Condition => ({ kind: 'all', of });
const not = (of: Condition): Condition => ({ kind: 'not', of });
const activeOf = (when: Condition) =>
  anActiveProgram({
    bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 },
    asked: { kind: 'entry', when },
  });
const at = (millisecond: number, name: string) =>
  anEvent({ name, time: NOW + millisecond, messageId: `${name}-${millisecond}` });
const sentAt = (millisecond: number): Partial<Profile> => ({
  contacts: {
    open: {},
    entered: {},
    sends: [{ at: NOW + millisecond, channel: 'email', campaign: 'win-back' }],
  },
});
const read = (active: ActiveProgram, guest: Profile, millisecond: number) =>
  ask(active, guest, NOW + millisecond).entry('asked');

describe('what an entry tells', () => {
  it('given a message that is decided in the millisecond of the latest event, then it counts from there', () => {
    const events = [at(0, 'Item Viewed'), at(10, 'Booking Made')];
    const begins = activeOf(all(booked, written));
    expect(read(begins, aGuestOf(begins, events), 10)).toMatchObject({ since: null, last: null });
    const written10 = { ...aGuestOf(begins, events), ...sentAt(10) };
    expect(read(begins, written10, 10)).toMatchObject({ since: NOW + 10, last: NOW + 10 });
    const ends = activeOf(all(booked, not(written)));
    expect(read(ends, aGuestOf(ends, events), 10)).toMatchObject({ since: NOW + 10, last: NOW + 10 });
    const ended = { ...aGuestOf(ends, events), ...sentAt(10) };
    expect(read(ends, ended, 10)).toMatchObject({ since: null, last: null });
  });

  it('given what time alone turned before the first event that it depends on, then it is known as of just before that', () => {
    // given a condition that does not hold from the message on, for five milliseconds
    const active = activeOf(
      all(not({ ...written, withinMilliseconds: 5 }), { ...booked, count: { atLeast: 0 } }),
    );
    // when
    const guest = aGuestOf(active, [at(0, 'Item Viewed'), at(15, 'Booking Made')], sentAt(10));
    // then
    expect(read(active, guest, 15)).toEqual({
      since: NOW + 15,
      last: NOW + 15,
      opened: NOW,
      changesAt: null,
    });
  });

  it('given a condition that held from the first event on, then that moment is known once it is over', () => {
    const active = activeOf(not({ ...booked, withinMilliseconds: 5 }));
    const guest = aGuestOf(active, [at(0, 'Item Viewed'), at(10, 'Booking Made')]);
    expect(read(active, guest, 12)).toEqual({ since: null, last: NOW, opened: NOW, changesAt: NOW + 15 });
  });

  it('given an earlier moment after a later one, then it tells what was then', () => {
    const active = activeOf({ ...booked, withinMilliseconds: 5 });
    const guest = aGuestOf(active, [at(0, 'Booking Made')]);
    expect(read(active, guest, 9)).toMatchObject({ since: null, last: NOW });
    expect(read(active, guest, 4)).toMatchObject({ since: NOW, last: NOW, changesAt: NOW + 5 });
  });
});
