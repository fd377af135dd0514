import { describe, expect, it } from 'vitest';
import { createWindowBuckets } from '../../../../domain/segment/aggregate/window-buckets.ts';

describe('the buckets of a window', () => {
  const minute = createWindowBuckets({ withinMilliseconds: 60_000 });

  it('are a sixtieth of it long, since the epoch; coarse ones as many as are asked for', () => {
    expect([0, 999, 1000, 59_999].map(minute.bucketOf)).toEqual([0, 0, 1, 59]);
    expect(createWindowBuckets({ withinMilliseconds: 60_000 }, 12).bucketOf(5000)).toBe(1);
    expect(createWindowBuckets({ withinMilliseconds: 61 }).bucketOf(3)).toBe(1);
  });

  it('count from when they begin until they have left', () => {
    expect([9_999, 10_000, 70_999, 71_000].map((now) => minute.isCounted(10, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(minute.oldestBeside(70)).toBe(10);
  });

  it('given a near edge, then count once all of them is behind it', () => {
    const range = createWindowBuckets({ withinMilliseconds: 60_000, untilMilliseconds: 5_000 });
    expect([15_999, 16_000, 70_999, 71_000].map((now) => range.isCounted(10, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(range.nextTurn([10], 15_999)).toBe(16_000);
    expect(range.nextTurn([10], 16_000)).toBe(71_000);
    expect(range.nextTurn([10], 0)).toBe(16_000);
  });

  it('turn next when the first of them comes or leaves, and never after that', () => {
    expect(minute.nextTurn([12, 10, 11], 20_000)).toBe(71_000);
    expect(minute.nextTurn([10, 12], 71_000)).toBe(73_000);
    expect(minute.nextTurn([10, 80], 20_000)).toBe(71_000);
    expect(minute.nextTurn([10, 50], 20_000)).toBe(50_000);
    expect(minute.nextTurn([10], 10_000)).toBe(71_000);
    expect(minute.nextTurn([10, 12], 73_000)).toBeNull();
    expect(minute.nextTurn([], 0)).toBeNull();
  });
});
