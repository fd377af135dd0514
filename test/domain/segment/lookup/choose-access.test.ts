import { describe, expect, it } from 'vitest';
import type { AccessTest } from '../../../../domain/segment/lookup/access-tests.ts';
import { chooseAccess } from '../../../../domain/segment/lookup/choose-access.ts';

type Scalar = string | number | boolean;

const equal = (path: string, ...values: Scalar[]): AccessTest => ({
  path: path.split('.'),
  kind: 'equal',
  values,
  ignoreCase: false,
});
const prefix = (path: string, text: string): AccessTest => ({
  path: path.split('.'),
  kind: 'prefix',
  prefix: text,
});
const range = (path: string, from: number, to: number): AccessTest => ({
  path: path.split('.'),
  kind: 'range',
  from,
  to,
});
const times = (count: number, test: AccessTest) => Array.from({ length: count }, () => [test]);

/** Which of the tests the first of many is found by, so many others being found by each alone. */
function chosenOf(tests: readonly AccessTest[], others: readonly AccessTest[][]): AccessTest | undefined {
  return chooseAccess([tests, ...others])[0];
}

describe('the test that one of many is found by', () => {
  it('given none or one, then it is none, or that one', () => {
    const only = equal('hotel', 'Adler');
    expect(chooseAccess([[], [only], [only]])).toEqual([undefined, only, only]);
  });

  it.each<[what: string, rare: AccessTest, common: AccessTest]>([
    ['a value', equal('room', '7'), equal('hotel', 'Adler')],
    ['a value at another path', equal('a.b', 'x'), equal('ab', 'x')],
    ['another value at the same path', equal('hotel', 'Bär'), equal('hotel', 'Adler')],
    ['a beginning', prefix('room', '7/'), equal('hotel', 'Adler')],
    ['another beginning', prefix('room', '7/'), prefix('room', '8/')],
    ['a value, where beginnings are common', equal('hotel', 'Adler'), prefix('hotel', 'Adler')],
    ['a range of its own', range('price', 0, 9), equal('hotel', 'Adler')],
    ['a value, where ranges are common', equal('hotel', 'Adler'), range('price', 0, 9)],
  ])('given %s that few others share, then it is that one, wherever it stands', (_, rare, common) => {
    const others = [...times(100, common), ...times(3, rare)];
    expect(chosenOf([rare, common], others)).toBe(rare);
    expect(chosenOf([common, rare], others)).toBe(rare);
  });

  it('given three, then it is the one that the fewest share', () => {
    const [a, b, c] = [equal('a', 1), equal('b', 1), equal('c', 1)];
    const others = [...times(9, a), ...times(4, b), ...times(7, c)];
    for (const tests of [
      [a, b, c],
      [c, a, b],
      [b, c, a],
    ]) {
      expect(chosenOf(tests, others)).toBe(b);
    }
  });

  it('given one of several values, then the one that most others share says how many do', () => {
    const several = equal('room', 'x', '7');
    const one = equal('hotel', 'Adler');
    const others = [...times(10, one), ...times(50, equal('room', '7'))];
    expect(chosenOf([several, one], others)).toBe(one);
    expect(chosenOf([one, equal('room', 'x', 'y')], others)).toEqual(equal('room', 'x', 'y'));
  });

  it('given texts that equal one number, or differ in their case, then they share it', () => {
    const one = equal('hotel', 'Adler');
    const others = [...times(10, one), ...times(9, equal('room', '5.0')), ...times(9, equal('room', 'b'))];
    expect(chosenOf([equal('room', 5), one], [...others, ...times(9, equal('room', '5'))])).toBe(one);
    expect(chosenOf([equal('room', 'B'), one], [...others, ...times(9, equal('room', 'B'))])).toBe(one);
    expect(chosenOf([equal('room', 6), one], others)).toEqual(equal('room', 6));
  });

  it('given a range, then an eighth of those with both ends counts, and a half of the open ones', () => {
    const one = equal('hotel', 'Adler');
    const ranges = times(39, range('price', 5, 6));
    const [closed, from, to] = [
      range('price', 0, 9),
      range('price', 0, Infinity),
      range('price', -Infinity, 9),
    ];
    const others = (count: number) => [...ranges, ...times(count - 1, one)];
    // 40 ranges share the path: 5 for one with both ends, 20 for others.
    expect(chosenOf([one, closed], others(6))).toBe(closed);
    expect(chosenOf([closed, one], others(4))).toBe(one);
    for (const open of [from, to]) {
      expect(chosenOf([one, open], others(21))).toBe(open);
      expect(chosenOf([open, one], others(19))).toBe(one);
    }
  });
});
