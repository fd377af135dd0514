import type { JsonValue } from '../event/json.ts';
import { sameIfUnchanged } from './same-list.ts';
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
  const latest = new Map(known.map((entry) => [entry[0], entry]));
  let isNew = false;
  for (const entry of others) {
    const before = latest.get(entry[0]);
    if (before !== undefined && compareEntries(before, entry) >= 0) continue;
    latest.set(entry[0], entry);
    isNew = true;
  }
  if (!isNew) return known;
  const kept = [...latest.values()].sort(compareEntries).slice(-limit);
  return sameIfUnchanged(
    known,
    kept.sort((a, b) => compareTexts(a[0], b[0])),
  );
}

/** By (time, messageId); one messageId under two identifiers is decided by what it says. */
function compareEntries(a: KeyedEntry, b: KeyedEntry): number {
  return (
    a[1] - b[1] || compareTexts(a[2] ?? '', b[2] ?? '') || compareTexts(JSON.stringify(a), JSON.stringify(b))
  );
}
