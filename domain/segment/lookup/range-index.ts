/** A range of numbers, both ends included, and what is found by it. */
export interface IndexedRange<Item> {
  readonly from: number;
  readonly to: number;
  readonly item: Item;
}

/** Calls `take` with the item of each range that has a number in common with [least, greatest]. */
export type FindRanges<Item> = (least: number, greatest: number, take: (item: Item) => void) => void;

/** Indexes ranges, so that finding some costs the logarithm of all, and what is found. */
export function createRangeIndex<Item>(ranges: readonly IndexedRange<Item>[]): FindRanges<Item> {
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  // A tree laid over the sorted list: the middle of each part is its root, and knows the highest end within the part.
  const highest = new Float64Array(sorted.length);
  const build = (start: number, end: number): number => {
    if (start >= end) return -Infinity;
    const middle = (start + end) >>> 1;
    const own = sorted[middle]?.to ?? -Infinity;
    const most = Math.max(build(start, middle), own, build(middle + 1, end));
    highest[middle] = most;
    return most;
  };
  build(0, sorted.length);
  return (least, greatest, take) => {
    const visit = (start: number, end: number): void => {
      const middle = (start + end) >>> 1;
      const range = sorted[middle];
      if (start >= end || range === undefined || (highest[middle] ?? 0) < least) return;
      visit(start, middle);
      if (range.from > greatest) return;
      if (range.to >= least) take(range.item);
      visit(middle + 1, end);
    };
    visit(0, sorted.length);
  };
}
