import { describe, expect, it } from 'vitest';
import { readEventPattern } from '../../../local/aws/event-pattern.ts';

const matches = (pattern: unknown, event: unknown) => readEventPattern(pattern)(event);

describe('event patterns', () => {
  it('given values, then any of them may be equal, and every field must match', () => {
    const pattern = { source: ['maitred'], detail: { channel: ['email', 'sms'] } };
    expect(matches(pattern, { source: 'maitred', detail: { channel: 'sms' } })).toBe(true);
    expect(matches(pattern, { source: 'maitred', detail: { channel: 'push' } })).toBe(false);
    expect(matches(pattern, { detail: { channel: 'sms' } })).toBe(false);
  });

  it('given a list in the event, then one of its elements suffices', () => {
    expect(matches({ tags: ['b'] }, { tags: ['a', 'b'] })).toBe(true);
  });

  it.each([
    [{ exists: true }, 'x', true],
    [{ exists: true }, undefined, false],
    [{ exists: false }, undefined, true],
    [{ exists: true }, { inner: 1 }, false], // only leaves count
    [{ prefix: 'ab' }, 'abc', true],
    [{ prefix: 'ab' }, 'bc', false],
    [{ suffix: '.json' }, 'a.json', true],
    [{ 'equals-ignore-case': 'ABC' }, 'abc', true],
    [{ 'anything-but': ['a'] }, 'b', true],
    [{ 'anything-but': ['a'] }, 'a', false],
    [{ numeric: ['>', 1, '<=', 3] }, 3, true],
    [{ numeric: ['>', 1, '<=', 3] }, 1, false],
  ])('given the filter %j and the value %j, then %s', (filter, value, expected) => {
    expect(matches({ field: [filter] }, { field: value })).toBe(expected);
  });

  it.each([
    [{ field: [{ wildcard: '*x' }] }],
    [{ $or: [{ a: [1] }] }],
    [{ field: 'not a list' }],
    [{ field: [{ numeric: ['~', 1] }] }],
  ])('given %j, which it does not know, then it stops', (pattern) => {
    expect(() => readEventPattern(pattern)).toThrow(/event pattern/);
  });
});
