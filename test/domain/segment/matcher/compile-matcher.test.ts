import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../../domain/error/maitred-error.ts';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { compileMatcher } from '../../../../domain/segment/matcher/compile-matcher.ts';
import type { MatcherTest } from '../../../../domain/segment/matcher/matcher.ts';
import { readPath } from '../../../../domain/segment/matcher/read-path.ts';

const NOON = Date.UTC(2026, 2, 2, 12);
const DAY = 86_400_000;

function verdict(test: MatcherTest, value: JsonValue | undefined, path = '', ignoreCase = false) {
  const matcher = { tests: [test], ignoreCase };
  return compileMatcher(matcher, 'Europe/Berlin')(readPath(value, path === '' ? [] : path.split('.')), NOON);
}

const matches = (...asked: Parameters<typeof verdict>) => verdict(...asked).holds;

const is = (value: JsonValue): MatcherTest => ({ op: 'is', value });
const isNot = (value: JsonValue): MatcherTest => ({ op: 'isNot', value });
const atLeast = (value: string | number): MatcherTest => ({ op: 'atLeast', value });

describe('equality', () => {
  it.each<[MatcherTest, JsonValue | undefined, boolean]>([
    [is('Suite'), 'Suite', true],
    [is('Suite'), 'suite', false],
    [is(5), '5', true],
    [is('5'), 5, true],
    [is(5), '5.0', true],
    [is('01234'), '1234', false],
    [is(0), '', false],
    [is(''), '', true],
    [is(''), null, false],
    [is(true), 'true', false],
    [is(true), true, true],
    [isNot('Suite'), undefined, true],
    [isNot('Suite'), null, true],
    [isNot('Suite'), 'Single', true],
    [isNot('Suite'), 'Suite', false],
    [{ op: 'in', values: ['a', 5] }, '5', true],
    [{ op: 'in', values: ['a', 5] }, 6, false],
    [{ op: 'in', values: ['a', 5] }, undefined, false],
    [{ op: 'notIn', values: ['a', 5] }, undefined, true],
    [{ op: 'notIn', values: ['a', 5] }, 'a', false],
  ])('%j of %j is %s', (test, value, expected) => {
    expect(matches(test, value)).toBe(expected);
  });

  it('ignores case only where asked to', () => {
    expect(matches(is('SUITE'), 'Suite', '', true)).toBe(true);
    expect(matches({ op: 'containsText', text: 'SUI' }, 'a suite', '', true)).toBe(true);
    expect(matches({ op: 'matches', text: '^sui' }, 'SUITE', '', true)).toBe(true);
    expect(matches({ op: 'matches', text: '^sui' }, 'SUITE')).toBe(false);
  });

  it.each(['(a+)+$', '(a|aa)+$', '(a*)*b', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
    'given the pattern %s, which would take a backtracking matcher longer than the world has, then it answers',
    (text) => {
      expect(matches({ op: 'matches', text }, `${'a'.repeat(20_000)}!`)).toBe(false);
    },
  );
});

describe('size', () => {
  it.each<[MatcherTest, JsonValue | undefined, boolean]>([
    [atLeast(200), 200, true],
    [atLeast(200), '1000', true],
    [atLeast('200'), '1000', true],
    [atLeast(200), 'many', false],
    [atLeast(200), true, false],
    [atLeast(0), '', false],
    [{ op: 'atMost', value: 200 }, 'many', false],
    [{ op: 'atMost', value: 200 }, undefined, false],
    [{ op: 'moreThan', value: 200 }, 200, false],
    [{ op: 'lessThan', value: 3 }, '2.5', true],
    [{ op: 'between', from: 1, to: 3 }, 3, true],
    [{ op: 'between', from: 1, to: 3 }, 3.1, false],
    [atLeast('2026-03-01'), '2026-02-28T23:30:00Z', true],
    [atLeast('2026-03-01'), '2026-02-28', false],
    [atLeast('2026-03-01'), 'soon', false],
    [atLeast('M'), 'Z', true],
    [atLeast('M'), 5, false],
    [atLeast(200), ' 200 ', true],
    [is(5), ' 5\t', true],
    [is(5), ' ', false],
    [atLeast(1_772_323_200), '2026-03-01T00:00:00Z', true],
    [atLeast(1_772_323_200), '2026-02-28T23:59:59Z', false],
    [atLeast(1_772_323_200), 1_772_323_199, false],
    [atLeast('1772323200000'), '2026-03-02', true],
    [atLeast(99_999_999), '2026-03-01', false],
  ])('%j of %j is %s', (test, value, expected) => {
    expect(matches(test, value)).toBe(expected);
  });
});

describe('text', () => {
  it.each<[MatcherTest, JsonValue | undefined, boolean]>([
    [{ op: 'startsWith', text: 'table-' }, 'table-12', true],
    [{ op: 'startsWith', text: '10' }, 10115, true],
    [{ op: 'startsWith', text: '' }, undefined, false],
    [{ op: 'endsWith', text: '-12' }, 'table-12', true],
    [{ op: 'containsText', text: 'vegan' }, 'my vegan menu', true],
    [{ op: 'containsText', text: 'true' }, true, false],
    [{ op: 'matches', text: '^t.*\\d+$' }, 'table-12', true],
    [{ op: 'matches', text: '\\d+' }, { a: 1 }, false],
  ])('%j of %j is %s', (test, value, expected) => {
    expect(matches(test, value)).toBe(expected);
  });

  it('refuses what is no regular expression, look-around included', () => {
    const matcher = { tests: [{ op: 'matches', text: 'a(?=b)' } as const], ignoreCase: false };
    expect(() => compileMatcher(matcher, 'UTC')).toThrow(InvalidInputError);
  });
});

describe('existence', () => {
  it.each<[JsonValue | undefined, boolean]>([
    [undefined, false],
    [null, false],
    ['', true],
    [0, true],
    [false, true],
  ])('%j exists: %s', (value, expected) => {
    expect(matches({ op: 'exists', expected: true }, value)).toBe(expected);
    expect(matches({ op: 'exists', expected: false }, value)).toBe(!expected);
  });
});

describe('lists', () => {
  const order = {
    products: [
      { category: 'Suits', brand: 'Aspesi', price: 900 },
      { category: 'Ties', brand: 'Boss', price: null },
    ],
  };

  it('a path through a list matches if any element does', () => {
    expect(matches(is('Ties'), order, 'products.category')).toBe(true);
    expect(matches(atLeast(900), order, 'products.price')).toBe(true);
    expect(matches(is('Shoes'), order, 'products.category')).toBe(false);
  });

  it('isNot, notIn and excludes match if none does', () => {
    expect(matches(isNot('Ties'), order, 'products.category')).toBe(false);
    expect(matches({ op: 'excludes', value: 'Shoes' }, order, 'products.category')).toBe(true);
    expect(matches({ op: 'notIn', values: ['Shoes', 'Ties'] }, order, 'products.category')).toBe(false);
    expect(matches(isNot('Ties'), { products: [] }, 'products.category')).toBe(true);
  });

  it('some asks of one element that it meets all', () => {
    const some = (category: string, brand: string): MatcherTest => ({
      op: 'some',
      where: [
        { path: ['category'], matcher: { tests: [is(category)], ignoreCase: false } },
        { path: ['brand'], matcher: { tests: [is(brand)], ignoreCase: false } },
      ],
    });
    expect(matches(some('Suits', 'Aspesi'), order, 'products')).toBe(true);
    expect(matches(some('Suits', 'Boss'), order, 'products')).toBe(false);
    expect(matches(some('Suits', 'Aspesi'), ['Suits'], '')).toBe(false);
  });

  it('asks what a list includes', () => {
    const tags = ['Vegan Option', 'Price Sensitive', 7];
    expect(matches({ op: 'includes', value: 'Vegan Option' }, tags)).toBe(true);
    expect(matches({ op: 'includes', value: '7' }, tags)).toBe(true);
    expect(matches({ op: 'includes', value: 'Vegan' }, tags)).toBe(false);
    expect(matches({ op: 'includesAny', values: ['Vegan', 7] }, tags)).toBe(true);
    expect(matches({ op: 'includesAll', values: ['Vegan Option', 7] }, tags)).toBe(true);
    expect(matches({ op: 'includesAll', values: ['Vegan Option', 8] }, tags)).toBe(false);
    expect(matches({ op: 'includesAll', values: ['Suits', 'Ties'] }, order, 'products.category')).toBe(true);
  });
});

describe('moments', () => {
  const eighteen: MatcherTest = { op: 'before', at: { agoMilliseconds: 18 * 365 * DAY } };

  it.each<[MatcherTest, JsonValue, boolean, number | null]>([
    [{ op: 'before', at: { at: NOON } }, '2026-03-02', true, null],
    [{ op: 'after', at: { at: NOON } }, '2026-03-02T12:00:00Z', false, null],
    [{ op: 'after', at: { at: NOON } }, NOON / 1000 + 1, true, null],
    [{ op: 'after', at: { at: NOON } }, 'soon', false, null],
    [eighteen, new Date(NOON - 18 * 365 * DAY).toISOString(), false, NOON + 1],
    [{ op: 'withinLast', milliseconds: DAY }, '2026-03-02T10:00:00Z', true, NOON + 22 * 3_600_000],
    [{ op: 'withinLast', milliseconds: DAY }, '2026-03-02T13:00:00Z', false, NOON + 3_600_000],
    [{ op: 'withinLast', milliseconds: DAY }, '2026-03-01T12:00:00Z', false, null],
    [{ op: 'withinNext', milliseconds: DAY }, '2026-03-03T12:00:00Z', true, NOON + DAY],
    [{ op: 'withinNext', milliseconds: DAY }, '2026-03-04T12:00:00Z', false, NOON + DAY],
    [{ op: 'withinNext', milliseconds: DAY }, '2026-03-02T12:00:00Z', false, null],
  ])('%j of %j is %s and changes at %s', (test, value, holds, changesAt) => {
    expect(verdict(test, value)).toEqual({ holds, changesAt });
  });

  it('reads a date without a zone in the house’s zone', () => {
    const midnightInBerlin = Date.UTC(2026, 2, 1, 23);
    expect(matches({ op: 'before', at: { at: midnightInBerlin } }, '2026-03-02')).toBe(false);
    expect(matches({ op: 'before', at: { at: midnightInBerlin + 1 } }, '2026-03-02')).toBe(true);
  });

  it('counts months and years ago by the calendar where they are given as such', () => {
    const adult: MatcherTest = { op: 'before', at: { agoMilliseconds: 0, agoMonths: 18 * 12 } };
    const minor: MatcherTest = { op: 'after', at: { agoMilliseconds: 0, agoMonths: 18 * 12 } };
    const tomorrow = Date.UTC(2026, 2, 2, 23);
    expect(verdict(adult, '2008-03-02')).toEqual({ holds: true, changesAt: null });
    expect(verdict(adult, '2008-03-03')).toEqual({ holds: false, changesAt: tomorrow + 1 });
    expect(verdict(minor, '2008-03-03')).toEqual({ holds: true, changesAt: tomorrow });
  });
});
