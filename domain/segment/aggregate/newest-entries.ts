import type { JsonValue } from '../../event/json.ts';

/** What happened at a time. */
export type Entry = readonly [time: number, ...rest: JsonValue[]];

/** The newest entries, ascending by time, and what had to give way. */
export interface NewestEntries<Kept extends Entry> {
  readonly kept: readonly Kept[];
  readonly forgotten: readonly Kept[];
}

/**
 * Keeps the newest entries that weigh `limit` together, whole milliseconds only, and always those of the newest one.
 * Weights only grow as more becomes known, so that what is forgotten does not depend on the order in which it came.
 * @param entries ascending by time
 */
export function keepNewest<Kept extends Entry>(
  entries: readonly Kept[],
  limit: number,
  weightOf: (entry: Kept) => number,
): NewestEntries<Kept> {
  const newest = entries.at(-1)?.[0];
  let weight = 0;
  const heaviest = entries.findLast((entry) => {
    weight += weightOf(entry);
    return weight > limit && entry[0] !== newest;
  });
  if (heaviest === undefined) return { kept: entries, forgotten: [] };
  const end = entries.findLastIndex(([time]) => time <= heaviest[0]) + 1;
  return { kept: entries.slice(end), forgotten: entries.slice(0, end) };
}
