import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../../domain/error/maitred-error.ts';
import type { JsonValue } from '../../../../domain/event/json.ts';
import {
  compileElementTest,
  type ElementMatcherTest,
} from '../../../../domain/segment/matcher/compile-element-test.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const holds = (test: ElementMatcherTest, value: JsonValue, ignoreCase = false) =>
  compileElementTest(test, 'UTC', ignoreCase)(value, NOW).holds;

describe('order', () => {
  it.each([
    ['atLeast', [false, true, true]],
    ['atMost', [true, true, false]],
    ['moreThan', [false, false, true]],
    ['lessThan', [true, false, false]],
  ] as const)('%s 5, of 4, 5 and 6', (op, expected) => {
    expect([4, 5, 6].map((value) => holds({ op, value: 5 }, value))).toEqual(expected);
    expect(['4', '5.0', '6'].map((value) => holds({ op, value: 5 }, value))).toEqual(expected);
  });

  it.each(['atLeast', 'atMost', 'moreThan', 'lessThan'] as const)(
    '%s fails where the two cannot be compared',
    (op) => {
      const values: JsonValue[] = ['many', true, false, {}, [5]];
      expect(values.map((value) => holds({ op, value: 5 }, value))).toEqual(values.map(() => false));
    },
  );

  it('between takes both ends', () => {
    const between: ElementMatcherTest = { op: 'between', from: 2, to: 4 };
    expect([1, 2, 3, 4, 5, 'x'].map((value) => holds(between, value))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('of texts ignores case only where asked to', () => {
    expect(holds({ op: 'atLeast', value: 'm' }, 'N')).toBe(false);
    expect(holds({ op: 'atLeast', value: 'm' }, 'N', true)).toBe(true);
    expect(holds({ op: 'between', from: 'M', to: 'M' }, 'm', true)).toBe(true);
    expect(holds({ op: 'between', from: 'M', to: 'M' }, 'm')).toBe(false);
  });
});

describe('text', () => {
  it.each<[ElementMatcherTest['op'] & ('startsWith' | 'endsWith' | 'containsText' | 'matches'), string[]]>([
    ['startsWith', ['abc', 'ab']],
    ['endsWith', ['ab', 'cab']],
    ['containsText', ['abc', 'ab', 'cab', 'cabd']],
    ['matches', ['abc', 'ab', 'cab', 'cabd']],
  ])('%s ab', (op, those) => {
    const all = ['abc', 'ab', 'cab', 'cabd', 'AB', 'acb', ''];
    expect(all.filter((value) => holds({ op, text: 'ab' }, value))).toEqual(those);
    expect(holds({ op, text: 'aB' }, 'Ab', true)).toBe(true);
  });

  it.each(['startsWith', 'endsWith', 'containsText', 'matches'] as const)(
    '%s reads a number as its digits, and nothing else',
    (op) => {
      expect(holds({ op, text: '5' }, 5)).toBe(true);
      const others: JsonValue[] = [true, false, null, ['5'], { 5: 5 }];
      expect(others.map((value) => holds({ op, text: '' }, value))).toEqual(others.map(() => false));
    },
  );

  it('reads no test of text as a regular expression but `matches`', () => {
    expect(
      ['startsWith', 'endsWith', 'containsText'].map((op) => holds({ op, text: 'a.c' } as never, 'abc')),
    ).toEqual([false, false, false]);
    expect(holds({ op: 'containsText', text: '(' }, 'a(b')).toBe(true);
    expect(holds({ op: 'matches', text: 'a.c' }, 'abc')).toBe(true);
  });

  it('says which regular expression is none, and what to write', () => {
    const compile = () => compileElementTest({ op: 'matches', text: '(?=x)' }, 'UTC', false);
    expect(compile).toThrow(InvalidInputError);
    expect(compile).toThrow(/^matches: \(\?=x\) is no regular expression: \S/u);
    expect(compile).toThrow(expect.objectContaining({ hint: expect.stringContaining('RE2') }));
  });
});

describe('versions and moments', () => {
  it('are none in what is neither', () => {
    const none: JsonValue[] = ['latest', true, null, [], {}];
    const tests: ElementMatcherTest[] = [
      { op: 'versionBelow', version: '3.2' },
      { op: 'versionAtLeast', version: '3.2' },
      { op: 'before', at: { at: NOW } },
      { op: 'after', at: { at: NOW } },
      { op: 'withinLast', milliseconds: 1_000 },
      { op: 'withinNext', milliseconds: 1_000 },
    ];
    const those = tests.flatMap((test) => none.filter((value) => holds(test, value)));
    expect(those).toEqual([]);
  });

  it('tell an older version from the same and a newer one', () => {
    const versions = ['3.1.9', '3.2.0', '3.10', 3.1, 3.3];
    const below = (value: JsonValue) => holds({ op: 'versionBelow', version: '3.2' }, value);
    const atLeast = (value: JsonValue) => holds({ op: 'versionAtLeast', version: '3.2' }, value);
    expect(versions.map(below)).toEqual([true, false, false, true, false]);
    expect(versions.map(atLeast)).toEqual([false, true, true, false, true]);
  });
});
