import { describe, expect, it } from 'vitest';
import { readLimit, readWords } from '../../../lambdas/runtime/page-query.ts';

describe('the limit of a page', () => {
  it('is the usual one where none is asked for', () => {
    expect(readLimit(undefined, 50, 1000)).toBe(50);
  });

  it.each([
    ['1', 1],
    ['1000', 1000],
  ])('%s is taken', (text, limit) => {
    expect(readLimit(text, 50, 1000)).toBe(limit);
  });

  it.each(['', '0', '-1', '1001', '1.5', '0x10', '1e2', ' 5', '5,5'])('%j is refused', (text) => {
    expect(() => readLimit(text, 50, 1000)).toThrow('limit must be a whole number from 1 to 1000');
  });
});

describe('words of a query', () => {
  it('are told apart by commas, whatever the spaces', () => {
    expect(readWords('include', 'events, messages', ['events', 'messages'])).toEqual(
      new Set(['events', 'messages']),
    );
  });

  it('are refused where one is unknown', () => {
    expect(() => readWords('include', 'events,__proto__', ['events'])).toThrow('include knows no __proto__');
  });
});
