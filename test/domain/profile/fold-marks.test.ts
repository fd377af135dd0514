import { describe, expect, it } from 'vitest';
import {
  forgetExcessKeys,
  forgetOldKeys,
  MAXIMUM_REMEMBERED_KEYS,
  markFolded,
  NO_MARKS,
  REMEMBERED_MILLISECONDS,
  sealMarks,
  standingOf,
  uniteMarks,
} from '../../../domain/profile/fold-marks.ts';
import { PROFILE_LIMITS } from '../../../domain/profile/profile-limits.ts';
import { anEvent, NOW } from '../../support/an-event.ts';

const received = (receivedAt: number, messageId = `m-${receivedAt}`) => anEvent({ messageId, receivedAt });

describe('fold marks', () => {
  it('everything is new to an identifier of which nothing was folded', () => {
    expect(standingOf(NO_MARKS, received(1))).toBe('new');
  });

  it('a folded event is counted', () => {
    expect(standingOf(markFolded(NO_MARKS, received(NOW)), received(NOW))).toBe('counted');
  });

  it('keys older than two minutes before the newest are forgotten, and the floor rises past them', () => {
    const old = received(NOW - REMEMBERED_MILLISECONDS);
    const marks = forgetOldKeys(markFolded(markFolded(NO_MARKS, old), received(NOW)));
    expect(Object.keys(marks.keys)).toHaveLength(1);
    expect(marks.floor).toBe(old.receivedAt + 1);
    expect(standingOf(marks, old)).toBe('in doubt');
    expect(standingOf(marks, received(old.receivedAt + 1))).toBe('new');
  });

  it('no more keys than the most are kept, the newest', () => {
    let marks = NO_MARKS;
    for (let index = 0; index < MAXIMUM_REMEMBERED_KEYS + 3; index += 1)
      marks = markFolded(marks, received(NOW + index));
    const kept = forgetOldKeys(marks);
    expect(Object.keys(kept.keys)).toHaveLength(MAXIMUM_REMEMBERED_KEYS);
    expect(kept.floor).toBe(NOW + 3);
  });

  it('of all identifiers no more keys are kept than a profile has room for, the newest, and what is dropped is in doubt', () => {
    const fold = (from: number) =>
      Array.from({ length: 300 }, (_, index) => received(NOW + from + index)).reduce(markFolded, NO_MARKS);
    const [old, recent] = [fold(0), fold(1_000)];
    const { a = NO_MARKS, b = NO_MARKS } = forgetExcessKeys({ a: old, b: recent });
    expect(Object.keys(a.keys)).toHaveLength(PROFILE_LIMITS.rememberedKeys - 300);
    expect(b).toEqual(recent);
    expect(standingOf(a, received(NOW))).toBe('in doubt');
    expect(standingOf(a, received(NOW + 87))).toBe('in doubt');
    expect(standingOf(a, received(NOW + 88))).toBe('counted');
    expect(standingOf(a, received(NOW + 88, 'other'))).toBe('new');
  });

  it('a seal counts what was received two minutes before the reading, and knows what was read since', () => {
    const marks = sealMarks(NO_MARKS, [received(NOW - REMEMBERED_MILLISECONDS - 1), received(NOW)], NOW);
    expect(standingOf(marks, received(NOW - REMEMBERED_MILLISECONDS - 1, 'other'))).toBe('counted');
    expect(standingOf(marks, received(NOW))).toBe('counted');
    expect(standingOf(marks, received(NOW, 'other'))).toBe('new');
    expect(Object.keys(marks.keys)).toHaveLength(1);
  });

  it('a seal never goes back', () => {
    expect(sealMarks({ sealed: NOW + 5, floor: NOW + 9, keys: {} }, [], NOW).sealed).toBe(NOW + 5);
  });

  it('united marks know what either knew, and doubt what either forgot', () => {
    const one = { sealed: 5, floor: 7, keys: { a: 8 } };
    expect(uniteMarks(one, { sealed: 4, floor: 9, keys: { b: 9 } })).toEqual({
      sealed: 5,
      floor: 9,
      keys: { a: 8, b: 9 },
    });
  });
});
