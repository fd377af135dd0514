import { describe, expect, it } from 'vitest';
import {
  allOf,
  anyOf,
  earlier,
  FAILS,
  HOLDS,
  opposite,
  type Verdict,
  verdictOf,
} from '../../../../domain/segment/condition/verdict.ts';

const holds = (changesAt: number | null): Verdict => ({ holds: true, changesAt });
const fails = (changesAt: number | null): Verdict => ({ holds: false, changesAt });

describe('a verdict of several', () => {
  it.each<[string, Verdict[], Verdict]>([
    ['nothing', [], HOLDS],
    ['what holds for good', [HOLDS, HOLDS], HOLDS],
    ['what holds until 5, and until 3', [holds(5), holds(3), HOLDS], holds(3)],
    ['what holds until 3, and until 5', [holds(3), holds(5)], holds(3)],
    ['one that fails for good', [holds(3), fails(null), fails(7)], FAILS],
    ['one that fails until 7', [holds(3), fails(7)], fails(7)],
    ['some that fail until 7, 9 and 8: the last of them decides', [fails(7), fails(9), fails(8)], fails(9)],
    ['one that fails until the epoch', [fails(0), HOLDS], fails(0)],
  ])('all of %s', (_, verdicts, whole) => {
    expect(allOf(verdicts)).toEqual(whole);
  });

  it.each<[string, Verdict[], Verdict]>([
    ['nothing', [], FAILS],
    ['what fails for good', [FAILS, FAILS], FAILS],
    ['what fails until 5, and until 3', [fails(5), fails(3), FAILS], fails(3)],
    ['one that holds for good', [fails(3), holds(null), holds(7)], HOLDS],
    ['one that holds until 7', [fails(3), holds(7)], holds(7)],
    ['some that hold until 7, 9 and 8: the last of them decides', [holds(7), holds(9), holds(8)], holds(9)],
  ])('any of %s', (_, verdicts, whole) => {
    expect(anyOf(verdicts)).toEqual(whole);
  });

  it('turns round, and changes when it did', () => {
    expect([opposite(HOLDS), opposite(FAILS), opposite(holds(5)), opposite(fails(6))]).toEqual([
      FAILS,
      HOLDS,
      fails(5),
      holds(6),
    ]);
  });

  it('that time does not touch is one of two', () => {
    expect([verdictOf(true), verdictOf(false)]).toEqual([HOLDS, FAILS]);
    expect(opposite(fails(null))).toBe(HOLDS);
  });
});

describe('the earlier of two moments', () => {
  it.each([
    [null, null, null],
    [3, null, 3],
    [null, 3, 3],
    [3, 5, 3],
    [5, 3, 3],
  ])('%s and %s: %s', (a, b, first) => {
    expect(earlier(a, b)).toBe(first);
  });
});
