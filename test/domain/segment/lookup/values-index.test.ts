import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { AccessTest } from '../../../../domain/segment/lookup/access-tests.ts';
import { createValuesIndex } from '../../../../domain/segment/lookup/values-index.ts';

const path: string[] = [];
const TESTS = {
  suits: { path, kind: 'equal', values: ['Suits'], ignoreCase: false },
  'suits in any case': { path, kind: 'equal', values: ['suits', 'dress'], ignoreCase: true },
  five: { path, kind: 'equal', values: [5], ignoreCase: false },
  'begins with su': { path, kind: 'prefix', prefix: 'su' },
  'also begins with su': { path, kind: 'prefix', prefix: 'su' },
  'begins with 5': { path, kind: 'prefix', prefix: '5' },
  'one to five': { path, kind: 'range', from: 1, to: 5 },
  'three or more': { path, kind: 'range', from: 3, to: Infinity },
} as const satisfies Record<string, AccessTest>;
type Name = keyof typeof TESTS;

function indexOf(...names: readonly Name[]) {
  const index = createValuesIndex(names.map((name) => ({ test: TESTS[name], item: name })));
  const foundBy = (look: (take: (name: Name) => void) => void) => {
    const found: Name[] = [];
    look((name) => found.push(name));
    return found.sort();
  };
  return {
    one: (value: JsonValue) => foundBy((take) => index.findOne(value, take)),
    among: (...values: JsonValue[]) => [...new Set(foundBy((take) => index.findAmong(values, take)))],
  };
}

const ALL = Object.keys(TESTS) as Name[];

describe('the index of the values at a path', () => {
  it.each<[value: JsonValue, found: readonly Name[]]>([
    ['Suits', ['also begins with su', 'begins with su', 'suits', 'suits in any case']],
    ['SUN', ['also begins with su', 'begins with su']],
    ['DRESS', ['suits in any case']],
    [5, ['begins with 5', 'five', 'one to five', 'three or more']],
    ['5', ['begins with 5', 'five', 'one to five', 'three or more']],
    [55, ['begins with 5', 'three or more']],
    [1, ['one to five']],
    [0, []],
    ['else', []],
    [true, []],
    [null, []],
    [{ size: 5 }, []],
  ])('finds by %j exactly the tests that it passes', (value, found) => {
    expect(indexOf(...ALL).one(value)).toEqual(found);
    for (const name of ALL) expect(indexOf(name).one(value)).toEqual(found.filter((one) => one === name));
  });

  it('given a list, then also finds what one number passes one end of, and another the other', () => {
    expect(indexOf(...ALL).among(0, 9)).toEqual(['one to five', 'three or more']);
    expect(indexOf(...ALL).among(9, 0)).toEqual(['one to five', 'three or more']);
    expect(indexOf(...ALL).among(0, 'else', '2')).toEqual(['one to five']);
    expect(indexOf(...ALL).among(0, 0.5)).toEqual([]);
    expect(indexOf(...ALL).among('else', 'Sun', true)).toEqual(['also begins with su', 'begins with su']);
    expect(indexOf(...ALL).among('else', 'free')).toEqual([]);
    expect(indexOf(...ALL).among()).toEqual([]);
    for (const name of ALL) expect(indexOf(name).among('else', 'Suits', 5)).toEqual([name]);
  });

  it('given no test, then finds nothing', () => {
    expect(indexOf().one('Suits')).toEqual([]);
    expect(indexOf().one(5)).toEqual([]);
    expect(indexOf().among('Suits', 5)).toEqual([]);
  });
});
