import { describe, expect, it } from 'vitest';
import { createRangeIndex } from '../../../../domain/segment/lookup/range-index.ts';

const ENDS = [-Infinity, -2, 0, 1, 3, Infinity];
/** Every range between two of the ends; also those that are empty; not in order. */
const RANGES = ENDS.flatMap((from) => ENDS.map((to) => ({ from, to })))
  .map((range, item) => ({ ...range, item }))
  .sort((a, b) => ((a.item * 7) % 36) - ((b.item * 7) % 36));
const NUMBERS = [-5, -2, -1, 0, 0.5, 1, 2, 3, 9];

function foundOf(ranges: typeof RANGES, least: number, greatest: number): number[] {
  const found: number[] = [];
  createRangeIndex(ranges)(least, greatest, (item) => found.push(item));
  return found.sort((a, b) => a - b);
}

describe('the index of ranges', () => {
  it('finds exactly those that have a number in common with what is asked, each once', () => {
    for (const least of NUMBERS) {
      for (const greatest of NUMBERS.filter((number) => number >= least)) {
        const meeting = RANGES.filter(({ from, to }) => from <= greatest && to >= least);
        const expected = meeting.map(({ item }) => item).sort((a, b) => a - b);
        expect(foundOf(RANGES, least, greatest)).toEqual(expected);
      }
    }
  });

  it('given none, then finds none', () => {
    expect(foundOf([], 0, 1)).toEqual([]);
  });

  it('given many that lie apart, then looks at few of them', () => {
    let looks = 0;
    const ranges = Array.from({ length: 1000 }, (_, item) => ({
      from: item,
      get to() {
        looks += 1;
        return item;
      },
      item,
    }));
    const find = createRangeIndex(ranges);
    looks = 0;
    const found: number[] = [];
    find(500, 500, (item) => found.push(item));
    expect(found).toEqual([500]);
    expect(looks).toBeLessThan(20);
  });
});
