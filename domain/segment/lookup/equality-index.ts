import type { JsonValue } from '../../event/json.ts';
import { toNumber } from '../matcher/compare-values.ts';

/** What is looked up by being equal. */
export type Scalar = string | number | boolean;

/** Calls `take` with each item whose scalar a value equals, as `areEqual` has it, and with no other. */
export type FindEquals<Item> = (value: JsonValue, take: (item: Item) => void) => void;

/** A scalar that values are compared with, and what is found by it. */
export interface IndexedScalar<Item> {
  readonly value: Scalar;
  readonly ignoreCase: boolean;
  readonly item: Item;
}

/** One by one, as most stand alone: each list to follow is one more place in memory. */
interface Link<Item> {
  readonly item: Item;
  readonly next: Link<Item> | undefined;
}

type ItemsBy<Key, Item> = Map<Key, Link<Item>>;

/** Indexes scalars, each where the values that equal it will look. */
export function createEqualityIndex<Item>(all: readonly IndexedScalar<Item>[]): FindEquals<Item> {
  const exact: ItemsBy<Scalar, Item> = new Map();
  /** In lower case: of texts that are compared in any case. */
  const anyCase: ItemsBy<string, Item> = new Map();
  /** What a number equals besides: numeric text. */
  const ofNumbers: ItemsBy<number, Item> = new Map();
  /** What numeric text equals besides: a number. */
  const ofNumericTexts: ItemsBy<number, Item> = new Map();
  for (const { value, ignoreCase, item } of all) {
    if (typeof value === 'string' && ignoreCase) addTo(anyCase, value.toLowerCase(), item);
    else addTo(exact, value, item);
    const number = toNumber(value);
    if (number !== undefined) addTo(typeof value === 'string' ? ofNumbers : ofNumericTexts, number, item);
  }
  return (value, take) => {
    if (typeof value === 'object') return;
    takeAll(exact.get(value), take);
    if (typeof value === 'number') takeAll(ofNumbers.get(value), take);
    if (typeof value !== 'string') return;
    if (anyCase.size > 0) takeAll(anyCase.get(value.toLowerCase()), take);
    const number = ofNumericTexts.size > 0 ? toNumber(value) : undefined;
    if (number !== undefined) takeAll(ofNumericTexts.get(number), take);
  };
}

function addTo<Key, Item>(map: ItemsBy<Key, Item>, key: Key, item: Item): void {
  map.set(key, { item, next: map.get(key) });
}

function takeAll<Item>(first: Link<Item> | undefined, take: (item: Item) => void): void {
  for (let link = first; link !== undefined; link = link.next) take(link.item);
}
