import { describe, expect, it } from 'vitest';
import { accessTestsOf, isDecidedByAccess } from '../../../../domain/segment/lookup/access-tests.ts';
import type { MatcherTest, PathMatcher } from '../../../../domain/segment/matcher/matcher.ts';

const path = ['products', 'price'];
const asked = (...tests: MatcherTest[]): PathMatcher => ({ path, matcher: { tests, ignoreCase: false } });
const inAnyCase = (...tests: MatcherTest[]): PathMatcher => ({ path, matcher: { tests, ignoreCase: true } });
const equal = (...values: (string | number | boolean)[]) => ({
  path,
  kind: 'equal',
  values,
  ignoreCase: false,
});
const range = (from: number, to: number) => ({ path, kind: 'range', from, to });
const HALF = { path: ['size'], matcher: { tests: [{ op: 'is', value: 'L' } as const], ignoreCase: false } };

describe('what a matcher is found by', () => {
  it.each<[test: MatcherTest, found: object]>([
    [{ op: 'is', value: 'Suits' }, equal('Suits')],
    [{ op: 'includes', value: 5 }, equal(5)],
    [{ op: 'in', values: ['a', true] }, equal('a', true)],
    [{ op: 'includesAny', values: ['a', 5] }, equal('a', 5)],
    [{ op: 'includesAll', values: ['a', 'b'] }, equal('a')],
    [
      { op: 'startsWith', text: 'Su' },
      { path, kind: 'prefix', prefix: 'su' },
    ],
    [{ op: 'atLeast', value: 5 }, range(5, Infinity)],
    [{ op: 'moreThan', value: 0 }, range(Number.MIN_VALUE, Infinity)],
    [{ op: 'atMost', value: '5' }, range(-Infinity, 5)],
    [{ op: 'lessThan', value: 0 }, range(-Infinity, -Number.MIN_VALUE)],
    [{ op: 'between', from: 1, to: '5' }, range(1, 5)],
    [
      { op: 'some', where: [HALF] },
      { ...equal('L'), path: [...path, 'size'] },
    ],
  ])('given %j, then it is where values that pass stand', (test, found) => {
    expect(accessTestsOf([asked(test)])).toEqual([found]);
  });

  it.each<MatcherTest>([
    { op: 'isNot', value: 'Suits' },
    { op: 'notIn', values: ['a'] },
    { op: 'excludes', value: 'a' },
    { op: 'exists', expected: true },
    { op: 'endsWith', text: 'ts' },
    { op: 'is', value: ['a', 'b'] },
    { op: 'in', values: [] },
    { op: 'in', values: ['a', null] },
    { op: 'in', values: [null, { size: 'L' }] },
    { op: 'includesAll', values: [] },
    { op: 'atLeast', value: 'Suits' },
    { op: 'between', from: 1, to: 'z' },
    { op: 'between', from: 'a', to: 5 },
    { op: 'some', where: [] },
  ])('given %j, then nothing can be said', (test) => {
    expect(accessTestsOf([asked(test)])).toEqual([]);
  });

  it('given what may be an epoch, then it is compared with dates too, and nothing can be said', () => {
    for (const value of [100_000_000, -100_000_000, '1772323200']) {
      expect(accessTestsOf([asked({ op: 'atLeast', value })])).toEqual([]);
    }
    expect(accessTestsOf([asked({ op: 'atMost', value: 99_999_999 })])).toEqual([
      range(-Infinity, 99_999_999),
    ]);
  });

  it('given several comparisons, then it is what all of them leave, besides the other tests', () => {
    const tests: MatcherTest[] = [
      { op: 'atLeast', value: 2 },
      { op: 'between', from: 1, to: 9 },
      { op: 'is', value: 'a' },
      { op: 'atMost', value: 7 },
    ];
    expect(accessTestsOf([asked(...tests)])).toEqual([equal('a'), range(2, 7)]);
  });

  it('given matchers of several paths, then it is what each is found by, from where they begin', () => {
    const found = accessTestsOf([inAnyCase({ op: 'is', value: 'a' }), HALF], ['properties']);
    expect(found).toEqual([
      { path: ['properties', ...path], kind: 'equal', values: ['a'], ignoreCase: true },
      { path: ['properties', 'size'], kind: 'equal', values: ['L'], ignoreCase: false },
    ]);
  });
});

describe('what is decided by that alone', () => {
  it.each<[decided: boolean, tests: MatcherTest[]]>([
    [true, [{ op: 'is', value: 'a' }]],
    [true, [{ op: 'includes', value: 'a' }]],
    [true, [{ op: 'in', values: ['a', 'b'] }]],
    [true, [{ op: 'includesAny', values: ['a', 'b'] }]],
    [true, [{ op: 'atLeast', value: 1 }]],
    [true, [{ op: 'lessThan', value: 1 }]],
    [
      true,
      [
        { op: 'atLeast', value: 1 },
        { op: 'atMost', value: 5 },
      ],
    ],
    [false, []],
    [false, [{ op: 'is', value: ['a'] }]],
    [false, [{ op: 'in', values: ['a', null] }]],
    [false, [{ op: 'in', values: [] }]],
    [false, [{ op: 'includesAll', values: ['a', 'b'] }]],
    [false, [{ op: 'startsWith', text: 'a' }]],
    [false, [{ op: 'isNot', value: 'a' }]],
    [false, [{ op: 'atLeast', value: 'a' }]],
    [
      false,
      [
        { op: 'is', value: 'a' },
        { op: 'exists', expected: true },
      ],
    ],
    [
      false,
      [
        { op: 'exists', expected: true },
        { op: 'is', value: 'a' },
      ],
    ],
    [
      false,
      [
        { op: 'atLeast', value: 1 },
        { op: 'isNot', value: 3 },
      ],
    ],
  ])('is %s of %j', (decided, tests) => {
    expect(isDecidedByAccess([asked(...tests)])).toBe(decided);
  });

  it('is no matcher of several, unless all are', () => {
    expect(isDecidedByAccess([HALF, asked({ op: 'atLeast', value: 1 })])).toBe(true);
    expect(isDecidedByAccess([HALF, asked({ op: 'exists', expected: true })])).toBe(false);
    expect(isDecidedByAccess([])).toBe(true);
  });
});
