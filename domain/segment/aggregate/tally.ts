export type Scalar = string | number | boolean;
/** A value, how often it came, and when it last did, in milliseconds since the epoch. */
export type Counted = readonly [value: Scalar, count: number, latest: number];

/** Up to so many different values are counted exactly. */
export const EXACT_VALUES = 100;

/** Counts values one by one. */
export interface Tally {
  add(value: Scalar, time: number): void;
  counts(): Counted[];
  /** True once a value had to give way: from then on the counts are upper bounds. */
  isApproximate(): boolean;
}

/**
 * Counts on from what was counted. A new value among too many takes the place, and the count, of the rarest (the
 * Space-Saving algorithm).
 */
export function createTally(before: readonly Counted[]): Tally {
  const counts = new Map(before.map((counted) => [counted[0], counted]));
  let isApproximate = false;
  let rarest: Counted[] = [];

  const takeRarest = (): Counted => {
    for (;;) {
      const candidate = rarest.pop();
      if (candidate === undefined) rarest = rarestOf([...counts.values()]);
      else if (counts.get(candidate[0]) === candidate) {
        counts.delete(candidate[0]);
        return candidate;
      }
    }
  };

  return {
    add: (value, time) => {
      const known = counts.get(value);
      if (known !== undefined) {
        counts.set(value, [known[0], known[1] + 1, Math.max(known[2], time)]);
      } else if (counts.size < EXACT_VALUES) {
        counts.set(value, [value, 1, time]);
      } else {
        isApproximate = true;
        counts.set(value, [value, takeRarest()[1] + 1, time]);
      }
    },
    counts: () => [...counts.values()],
    isApproximate: () => isApproximate,
  };
}

/** The values that are counted least, the first to give way last: whoever is counted again, or is new, is above them. */
function rarestOf(counts: readonly Counted[]): Counted[] {
  const least = Math.min(...counts.map(([, count]) => count));
  return counts.filter(([, count]) => count === least).sort(byFrequency);
}

/** Most frequent first; of equally frequent ones the one that came last; then the first by its JSON text. */
export function byFrequency(a: Counted, b: Counted): number {
  return b[1] - a[1] || b[2] - a[2] || compareTexts(JSON.stringify(a[0]), JSON.stringify(b[0]));
}

/** By code unit. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
