import { describe, expect, it } from 'vitest';
import { nextAbove, nextBelow } from '../../../../domain/segment/lookup/next-number.ts';

const HUGE = Number.MAX_VALUE;

describe('the next number', () => {
  it.each([1, 0.1, 5e-324, 1e300, -1, -0.1, -1e300, 0, -0])('above %d has nothing between', (number) => {
    const above = nextAbove(number) as number;
    expect(above).toBeGreaterThan(number);
    expect([number, above]).toContain((number + above) / 2);
  });

  it.each([1, 0.1, 1e300, -1, -0.1, -5e-324, -1e300, 0, -0])('below %d has nothing between', (number) => {
    const below = nextBelow(number) as number;
    expect(below).toBeLessThan(number);
    expect([number, below]).toContain((number + below) / 2);
  });

  it('past the greatest is infinite, and of none there is none', () => {
    expect([nextAbove(HUGE), nextBelow(-HUGE)]).toEqual([Infinity, -Infinity]);
    expect([nextAbove(undefined), nextBelow(undefined)]).toEqual([undefined, undefined]);
  });
});
