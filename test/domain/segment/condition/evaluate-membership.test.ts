import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { ask, evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { stableShare } from '../../../../domain/segment/condition/stable-share.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const booked = (withinMilliseconds?: number): Condition => ({
  kind: 'event',
  label: '',
  aggregate: 'bookings',
  count: { atLeast: 1 },
  ...(withinMilliseconds !== undefined && { withinMilliseconds }),
});
const active = anActiveProgram({
  bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 },
  ever: { kind: 'entry', when: booked() },
  lately: { kind: 'entry', when: booked(5) },
  'not lately': { kind: 'entry', when: { kind: 'not', of: booked(5) } },
  member: { kind: 'last', of: eventsCalled('List Changed'), property: ['member'] },
});
const guest = aGuestOf(active, [anEvent({ time: NOW })]);

/** Whether it holds so many milliseconds after NOW, and when that may change. */
function verdictOf(aggregate: string, forMilliseconds: number, now: number, profile = guest) {
  const condition: Condition = { kind: 'segment', segment: 's', aggregate, forMilliseconds };
  const { holds, changesAt } = evaluateCondition(active, condition, profile, NOW + now);
  return [holds, changesAt === null ? null : changesAt - NOW];
}

describe('a segment that must have lasted', () => {
  it('holds from the moment on at which it has, for good if nothing ends it', () => {
    expect(verdictOf('ever', 3, 2)).toEqual([false, 3]);
    expect(verdictOf('ever', 3, 3)).toEqual([true, null]);
    expect(verdictOf('ever', 3, 3, aProfile())).toEqual([false, null]);
  });

  it('given a stretch that time ends, then it holds until then', () => {
    expect(verdictOf('lately', 3, 3)).toEqual([true, 5]);
    expect(verdictOf('lately', 3, 5)).toEqual([false, null]);
  });

  it('given one that time alone will begin, then it is told when that will have lasted', () => {
    expect(verdictOf('not lately', 6, 2)).toEqual([false, 11]);
    expect(verdictOf('not lately', 6, 10)).toEqual([false, 11]);
    expect(verdictOf('not lately', 6, 11)).toEqual([true, null]);
  });

  it('given an entry that the program does not have, then it never happened', () => {
    const reading = ask(active, guest, NOW).entry('gone');
    expect(reading).toEqual({ since: null, last: null, opened: null, changesAt: null });
    expect(verdictOf('gone', 3, 3)).toEqual([false, null]);
  });
});

describe('what has no time', () => {
  const holds = (condition: Condition, profile = guest) =>
    evaluateCondition(active, condition, profile, NOW).holds;

  it('given a list, then only who is on it by the last word is a member', () => {
    const press: Condition = { kind: 'list', list: 'press', aggregate: 'member' };
    const changed = (member: boolean) =>
      aGuestOf(active, [anEvent({ name: 'List Changed', properties: { member } })]);
    expect([holds(press, changed(true)), holds(press, changed(false)), holds(press)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('given several identifiers, then one of the namespace is enough', () => {
    const nothing = { sealed: 0, floor: 0, keys: {} };
    const identifiers = { 'userId#john': nothing, 'email#john@example.com': nothing };
    const email: Condition = { kind: 'identifier', namespace: 'email' };
    expect(holds(email, aProfile({ identifiers }))).toBe(true);
    expect(holds(email, aProfile({ identifiers: { 'emailOld#a': nothing } }))).toBe(false);
  });

  it('given a lottery, then those stand in it who are strictly below the share', () => {
    const share = stableShare(guest.seed, 'tea');
    expect(holds({ kind: 'random', share, salt: 'tea' })).toBe(false);
    expect(holds({ kind: 'random', share: share + 1e-9, salt: 'tea' })).toBe(true);
  });
});

describe('stableShare', () => {
  it('is the same for ever, and another in each lottery and for each seed', () => {
    expect(stableShare('john', 'tea')).toBe(0.6830934120807797);
    expect(stableShare('john', 'cake')).not.toBe(stableShare('john', 'tea'));
    expect(stableShare('jane', 'tea')).not.toBe(stableShare('john', 'tea'));
  });

  it('lies anywhere from 0 up to 1', () => {
    const shares = Array.from({ length: 1000 }, (_, index) => stableShare(`guest-${index}`, 'tea'));
    expect(Math.min(...shares)).toBeLessThan(0.05);
    expect(Math.max(...shares)).toBeGreaterThan(0.95);
    expect(Math.max(...shares)).toBeLessThan(1);
    expect(Math.abs(shares.filter((share) => share < 0.5).length - 500)).toBeLessThan(100);
  });
});
