import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { compileMatcher, compileWhere } from '../../../../domain/segment/matcher/compile-matcher.ts';
import type { MatcherTest } from '../../../../domain/segment/matcher/matcher.ts';
import { readPath } from '../../../../domain/segment/matcher/read-path.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const DAY = 86_400_000;

/** @param found all the values that stand at a path */
const verdict = (tests: readonly MatcherTest[], ...found: JsonValue[]) =>
  compileMatcher({ tests, ignoreCase: false }, 'Europe/Berlin')(found, NOW);
const holds = (test: MatcherTest, ...found: JsonValue[]) => verdict([test], ...found).holds;

const is = (value: JsonValue): MatcherTest => ({ op: 'is', value });
const isNot = (value: JsonValue): MatcherTest => ({ op: 'isNot', value });
const atLeast = (value: number): MatcherTest => ({ op: 'atLeast', value });
const lessThan = (value: number): MatcherTest => ({ op: 'lessThan', value });
const withinLast = (days: number): MatcherTest => ({ op: 'withinLast', milliseconds: days * DAY });
const startsWith = (text: string): MatcherTest => ({ op: 'startsWith', text });
const endsWith = (text: string): MatcherTest => ({ op: 'endsWith', text });
const some = (step: string): MatcherTest => ({
  op: 'some',
  where: [{ path: [step], matcher: { tests: [is(1)], ignoreCase: false } }],
});
const daysAgo = (days: number) => new Date(NOW - days * DAY).toISOString();

describe('a test of several values', () => {
  it.each<[MatcherTest, JsonValue[], boolean]>([
    [atLeast(5), [1, 7], true],
    [atLeast(5), [7, 1], true],
    [atLeast(5), [1, 2], false],
    [atLeast(5), [[1, 7]], true],
    [atLeast(5), [[1, [7]]], true],
    [atLeast(5), [[1, 2]], false],
    [atLeast(5), [[]], false],
    [atLeast(5), [[7]], true],
    [atLeast(5), [{ a: 7 }], false],
    [atLeast(5), [], false],
    [is('a'), ['b', 'a'], true],
    [is('a'), ['b', 'c'], false],
    [is('a'), [['b', 'a']], true],
    [is('a'), [['b', ['a']]], true],
    [is(['a', 'b']), [['a', 'b']], true],
    [is(['a', 'b']), [['b', 'a']], false],
    [is({ a: 1 }), [{ a: 1 }], true],
    [is(null), [], false],
    [isNot('a'), ['b', 'a'], false],
    [isNot('a'), [['b']], true],
    [isNot('a'), [], true],
    [{ op: 'in', values: ['a', 'b'] }, ['c', 'b'], true],
    [{ op: 'in', values: ['a', 'b'] }, ['c', 'd'], false],
    [{ op: 'in', values: ['a', 'b'] }, [['c', 'b']], true],
    [{ op: 'in', values: [] }, ['a'], false],
    [{ op: 'notIn', values: ['a', 'b'] }, ['c', 'b'], false],
    [{ op: 'notIn', values: ['a', 'b'] }, ['c', 'd'], true],
    [{ op: 'startsWith', text: 'Su' }, ['Single', 'Suite'], true],
    [{ op: 'exists', expected: true }, ['a', 'b'], true],
    [{ op: 'exists', expected: false }, ['a'], false],
    [{ op: 'exists', expected: false }, [], true],
  ])('%j of %j: %s', (test, found, expected) => {
    expect(holds(test, ...found)).toBe(expected);
  });

  it.each<[JsonValue[], boolean]>([
    [[['a', 'b', 'c']], true],
    [[['a'], ['b']], false],
    [[['c'], ['b', 'a']], true],
    [[['a', ['b']]], true],
    [['a', 'b'], true],
    [['a'], false],
    [['a', ['b']], false],
    [[['a', 'b'], 'c'], true],
    [[], false],
  ])('includesAll asks it of one list, or of what stands beside lists: %j', (found, expected) => {
    expect(holds({ op: 'includesAll', values: ['a', 'b'] }, ...found)).toBe(expected);
  });

  it('includesAll of nothing asks for something to be there', () => {
    expect([holds({ op: 'includesAll', values: [] }), holds({ op: 'includesAll', values: [] }, 'a')]).toEqual(
      [false, true],
    );
  });

  it('some looks at objects alone, in lists within lists too', () => {
    const some: MatcherTest = {
      op: 'some',
      where: [
        { path: ['length'], matcher: { tests: [{ op: 'exists', expected: true }], ignoreCase: false } },
      ],
    };
    expect([holds(some, 'text', 5), holds(some, [['text']]), holds(some, ['x', [{ length: 1 }]])]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('some asks of one element alone that it meets all', () => {
    const where = [is('Suits'), is('Aspesi')].map((test, index) => ({
      path: [['category', 'brand'][index] ?? ''],
      matcher: { tests: [test], ignoreCase: false },
    }));
    const apart = [
      { category: 'Suits', brand: 'Other' },
      { category: 'Ties', brand: 'Aspesi' },
    ];
    expect(holds({ op: 'some', where }, apart)).toBe(false);
    expect(holds({ op: 'some', where }, [...apart, { category: 'Suits', brand: 'Aspesi' }])).toBe(true);
  });

  it('holds as long as any value does, and fails until the first does', () => {
    expect(verdict([withinLast(5)], daysAgo(2), daysAgo(1))).toEqual({
      holds: true,
      changesAt: NOW + 4 * DAY,
    });
    expect(verdict([withinLast(5)], [daysAgo(9), daysAgo(-3), daysAgo(-2)])).toEqual({
      holds: false,
      changesAt: NOW + 2 * DAY,
    });
  });
});

describe('several tests of a matcher', () => {
  it('must all hold', () => {
    const between = [atLeast(5), lessThan(9)];
    expect([4, 5, 8, 9].map((value) => verdict(between, value).holds)).toEqual([false, true, true, false]);
    expect(verdict(between, 6)).toEqual({ holds: true, changesAt: null });
  });

  it.each<[MatcherTest[], JsonValue[], boolean]>([
    [[atLeast(100), lessThan(200)], [5, 3000], false],
    [[atLeast(100), lessThan(200)], [[5, 3000]], false],
    [[atLeast(100), lessThan(200)], [5, [3000, [150]]], true],
    [[startsWith('a'), endsWith('z')], [['ab', 'yz']], false],
    [[startsWith('a'), endsWith('z')], [['ab', 'a to z']], true],
    [[is('ab'), endsWith('z')], [['ab', 'yz']], false],
    [[some('a'), some('b')], [[{ a: 1 }, { b: 1 }]], false],
    [[some('a'), some('b')], [[{ a: 1 }, { a: 1, b: 1 }]], true],
  ])('that ask for a value, %j of %j, are met by the same one: %s', (tests, found, expected) => {
    expect(verdict(tests, ...found).holds).toBe(expected);
  });

  it.each<[MatcherTest[], JsonValue[], boolean]>([
    [[atLeast(5), isNot(3)], [3, 7], false],
    [[atLeast(5), isNot(4)], [3, 7], true],
    [[atLeast(5), { op: 'notIn', values: [3] }], [3, 7], false],
    [[is('a'), { op: 'excludes', value: 'b' }], [['a', 'b']], false],
    [[is('a'), { op: 'includesAll', values: ['b', 'c'] }], [['a', 'b', 'c']], true],
    [[is('a'), { op: 'exists', expected: false }], ['a'], false],
    [[isNot('a'), { op: 'exists', expected: true }], ['b'], true],
    [[isNot('a'), { op: 'exists', expected: true }], [], false],
  ])('that ask for none, or for several, %j of %j, are asked of all: %s', (tests, found, expected) => {
    expect(verdict(tests, ...found).holds).toBe(expected);
  });

  it('of the same value hold as long as it passes all', () => {
    const tests = [withinLast(5), startsWith(daysAgo(2).slice(0, 10))];
    expect(verdict(tests, [daysAgo(1), daysAgo(2)])).toEqual({ holds: true, changesAt: NOW + 3 * DAY });
    expect(verdict(tests, [daysAgo(1), daysAgo(4)])).toEqual({ holds: false, changesAt: null });
  });

  it('hold until the first turns', () => {
    const tests = [atLeast(1), withinLast(9), withinLast(5)];
    const epoch = NOW - DAY;
    expect(verdict(tests, epoch)).toEqual({ holds: true, changesAt: NOW + 4 * DAY });
    expect(verdict([...tests, lessThan(0)], epoch)).toEqual({ holds: false, changesAt: null });
  });

  it('fail until the last that fails may turn', () => {
    const tomorrow = NOW + DAY;
    expect(verdict([atLeast(1), withinLast(5)], tomorrow)).toEqual({ holds: false, changesAt: tomorrow });
  });

  it('none at all hold', () => {
    expect(verdict([], 1)).toEqual({ holds: true, changesAt: null });
  });
});

describe('a matcher that is met again', () => {
  const matcher = { tests: [{ op: 'after', at: { at: NOW } }] satisfies MatcherTest[], ignoreCase: false };

  it('is not compiled again, unless for another zone', () => {
    const here = compileMatcher(matcher, 'Europe/Berlin');
    expect(compileMatcher(matcher, 'Europe/Berlin')).toBe(here);
    const there = compileMatcher(matcher, 'America/New_York');
    expect(there).not.toBe(here);
    const tenAtNight = ['2026-03-02T10:00:00'];
    // 10:00 in Berlin is before noon UTC, in New York after it.
    expect([here(tenAtNight, NOW).holds, there(tenAtNight, NOW).holds]).toEqual([false, true]);
  });
});

describe('where', () => {
  const where = compileWhere(
    [
      { path: ['a'], matcher: { tests: [is(1)], ignoreCase: false } },
      { path: ['b', 'c'], matcher: { tests: [is('x')], ignoreCase: true } },
    ],
    'UTC',
  );

  it.each<[JsonValue, boolean]>([
    [{ a: 1, b: { c: 'X' } }, true],
    [{ a: 1, b: [{ c: 'y' }, { c: 'x' }] }, true],
    [{ a: 1 }, false],
    [{ a: 2, b: { c: 'x' } }, false],
    [{}, false],
  ])('given %j, then all its matchers hold: %s', (from, expected) => {
    expect(where(from, NOW).holds).toBe(expected);
  });

  it('asks nothing where nothing is asked', () => {
    expect(compileWhere([], 'UTC')({}, NOW).holds).toBe(true);
    expect(readPath({ a: 1 }, ['a'])).toEqual([1]);
  });
});
