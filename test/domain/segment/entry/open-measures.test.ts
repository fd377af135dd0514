import { describe, expect, it } from 'vitest';
import type { ActiveProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { openMeasures } from '../../../../domain/segment/entry/fold-entries.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const booked: Condition = { kind: 'event', label: '', aggregate: 'bookings', count: { atLeast: 1 } };
const lately: Condition = { ...booked, withinMilliseconds: 5 };
const counted: AggregateSpec = {
  kind: 'measure-since',
  of: eventsCalled('SPA Viewed'),
  measure: 'count',
  property: null,
  since: { kind: 'entry', aggregate: 'asked' },
};
const activeOf = (when: Condition) =>
  anActiveProgram({
    bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 },
    asked: { kind: 'entry', when },
    counted,
  });
const active = activeOf(booked);
const at = (millisecond: number, name: string) =>
  anEvent({ name, time: NOW + millisecond, messageId: `${name}-${millisecond}` });
/** As an event finds them. */
const opened = (guest: Profile, millisecond: number, program: ActiveProgram = active) =>
  openMeasures(program, guest, at(millisecond, 'SPA Viewed'));

describe('a measure that an entry begins anew', () => {
  it('given that nothing was entered yet, then all stays the very same', () => {
    const guest = aGuestOf(active, [at(0, 'Item Viewed')]);
    expect(opened(guest, 10)).toBe(guest.aggregates);
  });

  it('given an entry that time alone brought, then it begins there before the event is taken in', () => {
    const program = activeOf({ kind: 'not', of: lately });
    const guest = aGuestOf(program, [at(0, 'Booking Made'), at(1, 'SPA Viewed')]);
    expect(opened(guest, 10, program)).toMatchObject({ counted: { after: NOW + 5 } });
  });

  it('given that it has begun there already, then all stays the very same', () => {
    const guest = aGuestOf(active, [at(0, 'Booking Made'), at(5, 'SPA Viewed')]);
    expect(guest.aggregates).toMatchObject({ counted: { after: NOW, measured: 1 } });
    expect(opened(guest, 10)).toBe(guest.aggregates);
  });

  it('given an event from before the latest that decided, then all is folded anew', () => {
    const guest = aGuestOf(active, [at(0, 'Item Viewed'), at(10, 'Booking Made')]);
    expect(opened(guest, 9)).toBe('refold');
    expect(opened(guest, 10)).not.toBe('refold');
  });

  it('given that it has forgotten something of after the entry, then all is folded anew', () => {
    const guest = aGuestOf(active, [at(0, 'Item Viewed'), at(4, 'Booking Made')]);
    const forgetful = (forgotten: number): Profile => ({
      ...guest,
      aggregates: { ...guest.aggregates, counted: { after: null, measured: null, parts: [], forgotten } },
    });
    expect(opened(forgetful(NOW + 5), 10)).toBe('refold');
    expect(opened(forgetful(NOW + 4), 10)).not.toBe('refold');
  });
});
