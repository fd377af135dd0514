export type Scalar = string | number | boolean;
export type Counted = readonly [value: Scalar, count: number];

/** Up to so many different values are counted exactly. */
export const EXACT_VALUES = 100;

/** Counts values one by one. */
export interface Tally {
  add(value: Scalar): void;
  counts(): Counted[];
  /** True once a value had to give way: from then on the counts are upper bounds. */
  isApproximate(): boolean;
}

/**
 * Counts on from what was counted. A new value among too many takes the place, and the count, of the rarest (the
 * Space-Saving algorithm).
 */
export function createTally(before: readonly Counted[]): Tally {
  const counts = new Map<Scalar, number>(before);
  let isApproximate = false;
  let rarest: { readonly count: number; readonly values: Scalar[] } = { count: 0, values: [] };

  const takeRarest = (): number => {
    for (;;) {
      const value = rarest.values.pop();
      if (value === undefined) rarest = rarestOf(counts);
      else if (counts.get(value) === rarest.count) {
        counts.delete(value);
        return rarest.count;
      }
    }
  };

  return {
    add: (value) => {
      const known = counts.get(value);
      if (known !== undefined || counts.size < EXACT_VALUES) {
        counts.set(value, (known ?? 0) + 1);
        return;
      }
      isApproximate = true;
      counts.set(value, takeRarest() + 1);
    },
    counts: () => [...counts],
    isApproximate: () => isApproximate,
  };
}

/** The values that are counted least, the first to give way last: whoever is counted again, or is new, is above them. */
function rarestOf(counts: ReadonlyMap<Scalar, number>): { count: number; values: Scalar[] } {
  const count = Math.min(...counts.values());
  const rarest = [...counts].filter((counted) => counted[1] === count).sort(byFrequency);
  return { count, values: rarest.map(([value]) => value) };
}

/** Most frequent first; of equally frequent ones the first by its JSON text. */
export function byFrequency(a: Counted, b: Counted): number {
  return b[1] - a[1] || compareTexts(JSON.stringify(a[0]), JSON.stringify(b[0]));
}

/** By code unit. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
