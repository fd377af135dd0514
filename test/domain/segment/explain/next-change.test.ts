import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { nextChange } from '../../../../domain/segment/explain/next-change.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const DAY = 86_400_000;
const lately: Condition = {
  kind: 'event',
  label: '',
  aggregate: 'bookings',
  count: { atLeast: 1 },
  withinMilliseconds: DAY,
};
const active = anActiveProgram(
  { bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 } },
  {
    segments: [
      { id: 'everybody', name: 'Everybody', when: { kind: 'everyone' } },
      { id: 'lately', name: 'Lately', when: lately },
      { id: 'quiet', name: 'Quiet', when: { kind: 'not', of: { kind: 'segment', segment: 'lately' } } },
    ],
  },
);
const member: Condition = { kind: 'segment', segment: 'lately' };
const guest = aGuestOf(active, [anEvent()], { segments: { lately: { since: NOW, entries: 1 } } });
const changeOf = (condition: Condition, profile = guest) => nextChange(active, condition, profile, NOW);

describe('nextChange', () => {
  it('is when time alone changes it, or never', () => {
    expect(changeOf(lately)).toBe(NOW + DAY);
    expect(changeOf({ kind: 'everyone' })).toBeNull();
    expect(changeOf({ ...lately, count: { atLeast: 2 } })).toBeNull();
  });

  it('looks through what is made of others for the segments that are asked about', () => {
    expect(changeOf(member)).toBe(NOW + DAY);
    expect(changeOf({ kind: 'not', of: member })).toBe(NOW + DAY);
    expect(changeOf({ kind: 'all', of: [{ kind: 'everyone' }, member] })).toBe(NOW + DAY);
    expect(changeOf({ kind: 'any', of: [{ kind: 'not', of: { kind: 'everyone' } }, member] })).toBe(
      NOW + DAY,
    );
    expect(changeOf({ kind: 'segment', segment: 'quiet' })).toBe(NOW + DAY);
    expect(changeOf({ kind: 'segment', segment: 'gone' })).toBeNull();
  });

  it('given a membership that is not what its condition comes to, then it cannot be told', () => {
    expect(changeOf(member, { ...guest, segments: {} })).toBeUndefined();
  });

  it('given more than 500 turns that do not change it, then it cannot be told', () => {
    // given one part that holds in each minute since the event
    const minutes = (count: number): Condition => ({
      kind: 'any',
      of: Array.from({ length: count }, (_, minute): Condition => {
        const before = { ...lately, withinMilliseconds: minute * 60_000 };
        const until = { ...lately, withinMilliseconds: (minute + 1) * 60_000 };
        return minute === 0 ? until : { kind: 'all', of: [until, { kind: 'not', of: before }] };
      }),
    });
    // then
    expect(changeOf(minutes(500))).toBe(NOW + 500 * 60_000);
    expect(changeOf(minutes(501))).toBeUndefined();
  });
});
