import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { flatten, isObject, readPath } from '../../../../domain/segment/matcher/read-path.ts';

describe('the values at a path', () => {
  it.each<[JsonValue | undefined, string, JsonValue[]]>([
    [{ a: 1 }, 'a', [1]],
    [{ a: 1 }, 'b', []],
    [{ a: null }, 'a', []],
    [{ a: false }, 'a', [false]],
    [{ a: '' }, 'a', ['']],
    [{ a: { b: { c: 1 } } }, 'a.b.c', [1]],
    [{ a: { b: 1 } }, 'a.b.c', []],
    [{ a: { b: null } }, 'a.b', []],
    [{ a: { b: null } }, 'a.b.c', []],
    [{ a: [1, 2] }, 'a', [[1, 2]]],
    [{ a: { b: [1, 2] } }, 'a.b', [[1, 2]]],
    [{ a: [{ b: 1 }, { c: 2 }, 3, null, { b: 4 }] }, 'a.b', [1, 4]],
    [{ a: [[{ b: 1 }], [{ b: 2 }]] }, 'a.b', [1, 2]],
    [[{ a: 1 }, { a: 2 }], 'a', [1, 2]],
    [[1, 2], '0', []],
    [{ a: 'text' }, 'a.length', []],
    ['text', 'length', []],
    [{}, 'toString', []],
    [{ a: {} }, 'a.constructor', []],
    [null, 'a', []],
    [undefined, 'a', []],
  ])('of %j at %s', (from, path, values) => {
    expect(readPath(from, path.split('.'))).toEqual(values);
  });

  it('at no path is the value itself, where it is one', () => {
    expect([readPath(5, []), readPath({ a: 1 }, []), readPath(null, []), readPath(undefined, [])]).toEqual([
      [5],
      [{ a: 1 }],
      [],
      [],
    ]);
  });
});

describe('lists within lists', () => {
  it.each<[JsonValue[], JsonValue[]]>([
    [[], []],
    [
      [1, 'a', { b: [2] }],
      [1, 'a', { b: [2] }],
    ],
    [
      [1, [2, [3, []]], null, [null]],
      [1, 2, 3],
    ],
    [[null, 1], [1]],
    [
      [[1], 2],
      [1, 2],
    ],
  ])('%j are %j', (values, flat) => {
    expect(flatten(values)).toEqual(flat);
  });
});

describe('an object', () => {
  it.each<[JsonValue | undefined, boolean]>([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    [undefined, false],
    ['text', false],
    [1, false],
  ])('%j: %s', (value, isOne) => {
    expect(isObject(value)).toBe(isOne);
  });
});
