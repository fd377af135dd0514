import type { Stamp } from './profile.ts';
import { compareStamps, compareText, uniteInto } from './stamped.ts';

type Entries<T> = Readonly<Record<string, T>>;
type Entry<T> = readonly [name: string, value: T];

type Compare<T> = (a: T, b: T) => number;

/** How many entries may stay, and which of two is the newer: no choice between two may answer an older one. */
export interface Bound<T> {
  readonly count: number;
  readonly compare?: Compare<T>;
}

/** What stays of two maps, and what gives way. */
export interface Newest<T> {
  readonly kept: Entries<T>;
  readonly dropped: ReadonlyMap<string, T>;
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/**
 * Unites two maps of which only the entries that were set last may stay; of one message's the last by name. What gives
 * way may be forgotten: entries only become newer, so as many newer ones stand before it for ever, whatever else is
 * united.
 * @param a within the bound; answered itself where the other is empty
 */
export function uniteNewest<T extends Stamp>(
  a: Entries<T>,
  b: Entries<T>,
  choose: (a: T, b: T) => T,
  { count, compare = compareStamps }: Bound<T>,
): Newest<T> {
  const added = Object.entries(b);
  if (added.length === 0) return { kept: a, dropped: NONE };
  const united = uniteInto(new Map(Object.entries(a)), added, choose);
  const dropped = new Map(united.size <= count ? [] : oldest([...united], united.size - count, compare));
  for (const name of dropped.keys()) united.delete(name);
  return { kept: Object.fromEntries(united), dropped };
}

function oldest<T>(entries: Entry<T>[], count: number, compare: Compare<T>): readonly Entry<T>[] {
  return entries.sort((a, b) => compare(a[1], b[1]) || compareText(a[0], b[0])).slice(0, count);
}
