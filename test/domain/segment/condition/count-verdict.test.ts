import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountRange } from '../../../../domain/segment/condition/condition.ts';
import {
  type CountedTimes,
  countVerdict,
  isInRange,
} from '../../../../domain/segment/condition/count-verdict.ts';

const NEVER = null;

describe('how many times count', () => {
  it.each<[string, CountedTimes, CountRange, boolean, number | null]>([
    ['none', { times: [] }, { atLeast: 1 }, false, NEVER],
    ['none, where none is enough', { times: [] }, { atLeast: 0, atMost: 0 }, true, NEVER],
    ['one of now', { times: [100] }, { atLeast: 1 }, true, NEVER],
    ['one that is to come', { times: [101] }, { atLeast: 1 }, false, 101],
    ['the second of two that are to come', { times: [101, 102] }, { atLeast: 2 }, false, 102],
    ['one too many that is to come', { times: [50, 101] }, { atLeast: 1, atMost: 1 }, true, 101],
    ['one on the edge of the window', { times: [90], withinMilliseconds: 10 }, { atLeast: 1 }, false, NEVER],
    ['one just inside it', { times: [91], withinMilliseconds: 10 }, { atLeast: 1 }, true, 101],
    [
      'two inside it, one of them enough',
      { times: [91, 95], withinMilliseconds: 10 },
      { atLeast: 1 },
      true,
      105,
    ],
    [
      'one too many inside it',
      { times: [91, 95], withinMilliseconds: 10 },
      { atLeast: 0, atMost: 1 },
      false,
      101,
    ],
    ['one since something that never began', { times: [50], since: [] }, { atLeast: 1 }, false, NEVER],
    ['none since something that never began', { times: [50], since: [] }, { atLeast: 0 }, true, NEVER],
    [
      'one before the epoch, since something that never began',
      { times: [-5], since: [] },
      { atLeast: 1 },
      false,
      NEVER,
    ],
    ['one at the very beginning', { times: [50], since: [50] }, { atLeast: 1 }, false, NEVER],
    ['one after the beginning', { times: [51], since: [50] }, { atLeast: 1 }, true, NEVER],
    [
      'one after the first beginning, before the latest',
      { times: [51], since: [50, 60] },
      { atLeast: 1 },
      false,
      NEVER,
    ],
    [
      'one that a beginning to come leaves behind',
      { times: [51], since: [50, 110] },
      { atLeast: 1 },
      true,
      110,
    ],
    [
      'one that leaves the window before a beginning to come leaves it behind',
      { times: [91], since: [50, 110], withinMilliseconds: 10 },
      { atLeast: 1 },
      true,
      101,
    ],
    ['one that begins now', { times: [51], since: [50, 100] }, { atLeast: 1 }, false, NEVER],
    [
      'one after the beginning and outside the window',
      { times: [60], since: [50], withinMilliseconds: 40 },
      { atLeast: 1 },
      false,
      NEVER,
    ],
    [
      'one inside the window and before the beginning',
      { times: [80], since: [85], withinMilliseconds: 40 },
      { atLeast: 1 },
      false,
      NEVER,
    ],
    [
      'those that left the window one after another, long ago',
      { times: [10, 12], withinMilliseconds: 20 },
      { atLeast: 1 },
      false,
      NEVER,
    ],
  ])('given %s', (_, counted, range, holds, changesAt) => {
    expect(countVerdict(counted, range, 100)).toEqual({ holds, changesAt });
  });

  it('does not turn before it says, and turns then', () => {
    const moments = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 5 });
    const ascending = moments.map((times) => times.toSorted((a, b) => a - b));
    const counted = fc.record(
      { times: ascending, since: ascending, withinMilliseconds: fc.integer({ min: 1, max: 30 }) },
      { requiredKeys: ['times'] },
    );
    const range = fc.record(
      { atLeast: fc.integer({ min: 0, max: 3 }), atMost: fc.integer({ min: 0, max: 3 }) },
      { requiredKeys: ['atLeast'] },
    );
    fc.assert(
      fc.property(counted, range, fc.integer({ min: 0, max: 70 }), (times, asked, now) => {
        const { holds, changesAt } = countVerdict(times, asked, now);
        for (let later = now; later < (changesAt ?? 120); later += 1) {
          expect(countVerdict(times, asked, later).holds).toBe(holds);
        }
        if (changesAt !== null) expect(countVerdict(times, asked, changesAt).holds).toBe(!holds);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a range', () => {
  it.each<[number, CountRange, boolean]>([
    [2, { atLeast: 2 }, true],
    [1, { atLeast: 2 }, false],
    [1_000, { atLeast: 2 }, true],
    [3, { atLeast: 2, atMost: 3 }, true],
    [4, { atLeast: 2, atMost: 3 }, false],
    [0, { atLeast: 0, atMost: 0 }, true],
    [1, { atLeast: 0, atMost: 0 }, false],
  ])('%i in %j: %s', (count, range, isIn) => {
    expect(isInRange(count, range)).toBe(isIn);
  });
});
