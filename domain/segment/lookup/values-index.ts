import type { JsonValue } from '../../event/json.ts';
import { toNumber, toText } from '../matcher/compare-values.ts';
import type { AccessTest } from './access-tests.ts';
import { createEqualityIndex, type FindEquals, type IndexedScalar } from './equality-index.ts';
import { createRangeIndex, type FindRanges, type IndexedRange } from './range-index.ts';

/** Calls `take` with each item whose test holds of values; with some of them more than once. */
export type FindByValues<Item> = (values: readonly JsonValue[], take: (item: Item) => void) => void;

/** Indexes tests of the values at one path. */
export function createValuesIndex<Item>(
  entries: readonly { readonly test: AccessTest; readonly item: Item }[],
): FindByValues<Item> {
  const scalars: IndexedScalar<Item>[] = [];
  const byPrefix = new Map<string, Item[]>();
  const ranges: IndexedRange<Item>[] = [];
  for (const { test, item } of entries) {
    if (test.kind === 'equal') {
      for (const value of test.values) scalars.push({ value, ignoreCase: test.ignoreCase, item });
    } else if (test.kind === 'prefix') addTo(byPrefix, test.prefix, item);
    else ranges.push({ from: test.from, to: test.to, item });
  }
  const parts: FindByValues<Item>[] = [];
  if (scalars.length > 0) parts.push(equalsFinder(createEqualityIndex(scalars)));
  if (byPrefix.size > 0) parts.push(prefixFinder(byPrefix));
  if (ranges.length > 0) parts.push(rangeFinder(createRangeIndex(ranges)));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return (values, take) => {
    for (const find of parts) find(values, take);
  };
}

function addTo<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, [item]);
  else items.push(item);
}

function equalsFinder<Item>(find: FindEquals<Item>): FindByValues<Item> {
  return (values, take) => {
    for (const value of values) find(value, take);
  };
}

function prefixFinder<Item>(byPrefix: ReadonlyMap<string, readonly Item[]>): FindByValues<Item> {
  const lengths = [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))];
  return (values, take) => {
    for (const value of values) {
      const text = toText(value, true);
      if (text === undefined) continue;
      for (const length of lengths) {
        for (const item of byPrefix.get(text.slice(0, length)) ?? []) take(item);
      }
    }
  };
}

function rangeFinder<Item>(find: FindRanges<Item>): FindByValues<Item> {
  return (values, take) => {
    let least = Infinity;
    let greatest = -Infinity;
    for (const value of values) {
      const number = toNumber(value);
      if (number === undefined) continue;
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
    }
    if (least <= greatest) find(least, greatest, take);
  };
}
