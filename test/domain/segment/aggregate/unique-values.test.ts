import { describe, expect, it } from 'vitest';
import {
  differentAmong,
  scalarsAmong,
  UNIQUE_VALUES,
  uniteUniques,
} from '../../../../domain/segment/aggregate/unique-values.ts';

describe('the values that are told apart', () => {
  it('are texts, numbers and booleans; no objects, and no lists', () => {
    const values = ['Suits', 5, true, false, null, { size: 'L' }, ['Suits'], ''];
    expect(scalarsAmong(values)).toEqual(['Suits', 5, true, false, '']);
    expect(differentAmong(values)).toEqual(['Suits', 5, true, false, '']);
  });

  it('given a number and its text, then they are one', () => {
    expect(differentAmong(['5', 5, '5.0', '05'])).toEqual([5, 5, 5, '05']);
  });

  it('given a text over 200 bytes, then it is left out, or known by its beginning and all of it', () => {
    const [fits, long] = ['x'.repeat(198), 'x'.repeat(199)];
    expect(scalarsAmong([fits, long])).toEqual([fits]);
    const [whole, known, other] = differentAmong([fits, long, `${long}y`]);
    expect(whole).toBe(fits);
    expect(known).toMatch(/^x{30}…./u);
    expect(other).toMatch(/^x{30}…./u);
    expect(other).not.toBe(known);
    expect(differentAmong([long])).toEqual([known]);
    expect(differentAmong(['😀'.repeat(60)])[0]).toMatch(/^(?:😀){30}…./u);
  });

  it('united are in one order; more than a hundred and one give way, the last by their text first', () => {
    expect(uniteUniques(['b', 5], ['a', 'b'])).toEqual(['a', 'b', 5]);
    const full = Array.from({ length: UNIQUE_VALUES }, (_, index) => `v${100 + index}`);
    expect(uniteUniques(full, ['v300', 'v150', 'v200'])).toBe(full);
    expect(uniteUniques(full, ['a'])).toEqual(['a', ...full.slice(0, -1)]);
    expect(uniteUniques([], full.toReversed())).toEqual(full);
  });
});
