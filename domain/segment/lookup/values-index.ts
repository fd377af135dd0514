import type { JsonValue } from '../../event/json.ts';
import { toNumber, toText } from '../matcher/compare-values.ts';
import type { AccessTest } from './access-tests.ts';
import { createEqualityIndex, type FindEquals, type IndexedScalar } from './equality-index.ts';
import { createRangeIndex, type FindRanges, type IndexedRange } from './range-index.ts';

type Take<Item> = (item: Item) => void;

/** Finds items whose tests hold of what stands at one path. */
export interface ValuesIndex<Item> {
  /** Calls `take` with each item whose test holds of a value. */
  findOne(value: JsonValue, take: Take<Item>): void;
  /** Calls `take` with each item whose test may hold of some of a list's values; with some of them more than once. */
  findAmong(values: readonly JsonValue[], take: Take<Item>): void;
}

/** Indexes tests of the values at one path. */
export function createValuesIndex<Item>(
  entries: readonly { readonly test: AccessTest; readonly item: Item }[],
): ValuesIndex<Item> {
  const scalars: IndexedScalar<Item>[] = [];
  const prefixes = new Map<string, Item[]>();
  const ranges: IndexedRange<Item>[] = [];
  for (const { test, item } of entries) {
    if (test.kind === 'equal') {
      for (const value of test.values) scalars.push({ value, ignoreCase: test.ignoreCase, item });
    } else if (test.kind === 'prefix') addTo(prefixes, test.prefix, item);
    else ranges.push({ from: test.from, to: test.to, item });
  }
  const findEquals = scalars.length === 0 ? undefined : createEqualityIndex(scalars);
  const findPrefixes = prefixes.size === 0 ? undefined : prefixFinder(prefixes);
  const findRanges = ranges.length === 0 ? undefined : createRangeIndex(ranges);
  return {
    findOne(value, take) {
      findEquals?.(value, take);
      findPrefixes?.(value, take);
      const number = findRanges === undefined ? undefined : toNumber(value);
      if (number !== undefined) findRanges?.(number, number, take);
    },
    findAmong(values, take) {
      for (const value of values) {
        findEquals?.(value, take);
        findPrefixes?.(value, take);
      }
      if (findRanges !== undefined) findBetween(findRanges, values, take);
    },
  };
}

function addTo<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, [item]);
  else items.push(item);
}

function prefixFinder<Item>(prefixes: ReadonlyMap<string, readonly Item[]>): FindEquals<Item> {
  const lengths = [...new Set([...prefixes.keys()].map((prefix) => prefix.length))];
  return (value, take) => {
    const text = toText(value, true);
    if (text === undefined) return;
    for (const length of lengths) {
      // A shorter text is whole at several lengths.
      if (length > text.length) continue;
      for (const item of prefixes.get(text.slice(0, length)) ?? []) take(item);
    }
  };
}

/** Of several numbers one may meet one end of a range, and one the other. */
function findBetween<Item>(find: FindRanges<Item>, values: readonly JsonValue[], take: Take<Item>): void {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    const number = toNumber(value);
    if (number === undefined) continue;
    least = Math.min(least, number);
    greatest = Math.max(greatest, number);
  }
  if (least <= greatest) find(least, greatest, take);
}
