import type { JsonValue } from '../../event/json.ts';
import { compareTexts } from './tally.ts';

/** What is known of a key since its latest event, by (time, messageId). */
export type KeyedEntry = readonly [key: string, time: number, messageId?: string, ...rest: JsonValue[]];

/**
 * The latest entry of each key, of more than `limit` keys the latest, ascending by key. That does not depend on the
 * order in which they came: whoever had to give way is behind so many others for ever. Answers the very first list
 * where the second adds nothing to it.
 */
export function uniteLatest<Kept extends KeyedEntry>(
  known: readonly Kept[],
  others: readonly Kept[],
  limit: number,
): readonly Kept[] {
  return others.reduce((latest, entry) => withEntry(latest, entry, limit), known);
}

function withEntry<Kept extends KeyedEntry>(
  latest: readonly Kept[],
  entry: Kept,
  limit: number,
): readonly Kept[] {
  const next = latest.findIndex(([key]) => key >= entry[0]);
  const place = next < 0 ? latest.length : next;
  const found = latest[place];
  if (found?.[0] === entry[0]) return compareEntries(found, entry) >= 0 ? latest : latest.with(place, entry);
  const longer = latest.toSpliced(place, 0, entry);
  if (longer.length <= limit) return longer;
  const oldest = longer.reduce((a, b) => (compareEntries(a, b) <= 0 ? a : b));
  return oldest === entry ? latest : longer.filter((other) => other !== oldest);
}

/** By (time, messageId); one messageId under two identifiers is decided by what it says. */
function compareEntries(a: KeyedEntry, b: KeyedEntry): number {
  return (
    a[1] - b[1] || compareTexts(a[2] ?? '', b[2] ?? '') || compareTexts(JSON.stringify(a), JSON.stringify(b))
  );
}
