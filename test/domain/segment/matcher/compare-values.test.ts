import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import {
  areEqual,
  compareWith,
  toNumber,
  toText,
} from '../../../../domain/segment/matcher/compare-values.ts';

describe('a value as a number', () => {
  it.each<[JsonValue | undefined, number | undefined]>([
    [5, 5],
    [-0.5, -0.5],
    ['5', 5],
    ['5.50', 5.5],
    ['5.', 5],
    ['.5', 0.5],
    ['+5', 5],
    ['-5', -5],
    ['1e3', 1_000],
    ['1E-3', 0.001],
    ['1e+3', 1_000],
    ['12345', 12_345],
    ['.25', 0.25],
    ['1.25e10', 12_500_000_000],
    ['1e999', undefined],
    ['', undefined],
    [' 5', 5],
    ['5 \n', 5],
    ['5 5', undefined],
    ['5 EUR', undefined],
    ['EUR 5', undefined],
    ['.', undefined],
    ['e5', undefined],
    ['5e', undefined],
    ['5ex', undefined],
    ['0x10', undefined],
    ['1,000', undefined],
    ['Infinity', undefined],
    [true, undefined],
    [null, undefined],
    [[5], undefined],
    [{}, undefined],
    [undefined, undefined],
  ])('%j is %s', (value, number) => {
    expect(toNumber(value)).toBe(number);
  });

  it('is none where it is beyond all numbers', () => {
    expect(toNumber(Number.POSITIVE_INFINITY)).toBeUndefined();
    expect(toNumber(Number.NaN)).toBeUndefined();
  });
});

describe('a value as text', () => {
  it.each<[JsonValue, boolean, string | undefined]>([
    ['Suite', false, 'Suite'],
    ['Suite', true, 'suite'],
    [5.5, false, '5.5'],
    [5.5, true, '5.5'],
    [true, false, undefined],
    [null, true, undefined],
    [['Suite'], false, undefined],
    [{ a: 1 }, true, undefined],
  ])('%j, case ignored %s, is %s', (value, ignoreCase, text) => {
    expect(toText(value, ignoreCase)).toBe(text);
  });
});

describe('values are equal', () => {
  it.each<[JsonValue, JsonValue]>([
    ['a', 'a'],
    [5, '5.0'],
    ['5.0', 5],
    [5, 5],
    [true, true],
    [null, null],
    [[], []],
    [
      [1, 'a', [2]],
      ['1', 'a', [2]],
    ],
    [{}, {}],
    [
      { a: 1, b: { c: ['x'] } },
      { b: { c: ['x'] }, a: '1' },
    ],
    [{ a: null }, { a: null }],
  ])('%j and %j', (a, b) => {
    expect([areEqual(a, b, false), areEqual(b, a, false)]).toEqual([true, true]);
  });

  it.each<[JsonValue, JsonValue]>([
    ['a', 'b'],
    ['a', 'A'],
    ['01234', '1234'],
    [5, '6'],
    [5, 'five'],
    [5, 6],
    [1, true],
    ['true', true],
    [true, false],
    [null, false],
    [null, 0],
    [null, ''],
    [null, {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [[1], 1],
    [[], {}],
    [['a'], { 0: 'a' }],
    [[], { length: 0 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: 1 }, { a: 2 }],
    [{ a: null }, { b: null }],
    [{ toString: null }, { a: null }],
    [{ a: 1 }, 'a'],
  ])('but not %j and %j', (a, b) => {
    expect([areEqual(a, b, false), areEqual(b, a, false)]).toEqual([false, false]);
  });

  it('in another case only where case is ignored, at any depth', () => {
    expect(areEqual('Suite', 'sUITE', true)).toBe(true);
    expect(areEqual('Suite', 'Sweet', true)).toBe(false);
    expect(areEqual([{ room: 'Suite' }], [{ room: 'suite' }], true)).toBe(true);
    expect(areEqual([{ room: 'Suite' }], [{ room: 'suite' }], false)).toBe(false);
  });

  it('not because an object has inherited what the other says', () => {
    expect(areEqual({ constructor: null }, { a: null }, false)).toBe(false);
  });
});

describe('comparing with a fixed value', () => {
  const sign = (expected: string | number, value: JsonValue, ignoreCase = false) => {
    const result = compareWith(expected, 'Europe/Berlin', ignoreCase)(value);
    return result === undefined ? undefined : Math.sign(result);
  };

  it.each<[string | number, JsonValue, number | undefined]>([
    [5, 4, -1],
    [5, '5.0', 0],
    ['5', 6, 1],
    [5, 'five', undefined],
    [5, null, undefined],
    ['2026-03-02', '2026-03-01', -1],
    ['2026-03-02', '2026-03-01T23:00:00Z', 0],
    ['2026-03-02', '2026-03-02T00:00:01+01:00', 1],
    ['2026-03-02', 'tomorrow', undefined],
    ['2026-03-02', true, undefined],
    ['m', 'a', -1],
    ['m', 'm', 0],
    ['m', 'z', 1],
    ['m', 'M', -1],
    ['m', 5, undefined],
    ['m', ['m'], undefined],
    ['m', null, undefined],
  ])('with %j, %j is %s', (expected, value, result) => {
    expect(sign(expected, value)).toBe(result);
  });

  it('as text in any case where case is ignored', () => {
    expect([sign('M', 'm', true), sign('m', 'A', true), sign('M', 'z', true)]).toEqual([0, -1, 1]);
  });
});
