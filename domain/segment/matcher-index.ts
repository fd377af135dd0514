import type { JsonObject, JsonValue } from '../event/json.ts';
import type { AccessTest } from './access-tests.ts';
import { chooseAccess } from './choose-access.ts';
import type { PathMatcher } from './matcher.ts';
import { flatten, isObject, readPath } from './read-path.ts';
import { createValuesIndex, type FindByValues } from './values-index.ts';

/** Something that is found where all its matchers hold. */
export interface Indexed<Item> {
  readonly item: Item;
  readonly where: readonly PathMatcher[];
}

/**
 * Adds to `found` every item whose matchers may hold of a value, and few others: what is found is still to be asked. It
 * costs what the value holds and what is found, not how many items there are.
 */
export type FindCandidates<Item> = (value: JsonValue | undefined, found: Set<Item>) => void;

/** The tests at one path, and those at the paths that begin with it. */
interface Place<Item> {
  readonly below: Map<string, Place<Item>>;
  readonly entries: { readonly test: AccessTest; readonly item: Item }[];
  find?: FindByValues<Item>;
}

/** Where a place has more steps below it than an object usually has, the object's own are looked up instead. */
const FEW_STEPS = 16;

/** Indexes items by one test of each. */
export function createMatcherIndex<Item>(all: readonly Indexed<Item>[]): FindCandidates<Item> {
  const accesses = chooseAccess(all.map(({ where }) => where));
  const root = emptyPlace<Item>();
  const always: Item[] = [];
  for (const [index, { item }] of all.entries()) {
    const test = accesses[index];
    if (test === undefined) always.push(item);
    else placeAt(root, test.path).entries.push({ test, item });
  }
  complete(root);
  const isEmpty = root.below.size === 0 && root.find === undefined;
  return (value, found) => {
    for (const item of always) found.add(item);
    if (!isEmpty) lookAt(root, value, (item) => found.add(item));
  };
}

function emptyPlace<Item>(): Place<Item> {
  return { below: new Map(), entries: [] };
}

function placeAt<Item>(root: Place<Item>, path: readonly string[]): Place<Item> {
  let place = root;
  for (const step of path) {
    const next = place.below.get(step) ?? emptyPlace<Item>();
    place.below.set(step, next);
    place = next;
  }
  return place;
}

function complete<Item>(place: Place<Item>): void {
  if (place.entries.length > 0) place.find = createValuesIndex(place.entries.splice(0));
  for (const next of place.below.values()) complete(next);
}

type Take<Item> = (item: Item) => void;

function lookAt<Item>(place: Place<Item>, value: JsonValue | undefined, take: Take<Item>): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    lookAtAll(place, [value], take);
    return;
  }
  place.find?.([value], take);
  if (place.below.size > 0 && isObject(value)) descend(place, value, take);
}

function descend<Item>({ below }: Place<Item>, object: JsonObject, take: Take<Item>): void {
  if (below.size <= FEW_STEPS) {
    for (const [step, next] of below) {
      if (Object.hasOwn(object, step)) lookAt(next, object[step], take);
    }
    return;
  }
  for (const step of Object.keys(object)) {
    const next = below.get(step);
    if (next !== undefined) lookAt(next, object[step], take);
  }
}

/** As `readPath` goes: through every element of the lists on its way, what is found there taken together. */
function lookAtAll<Item>(place: Place<Item>, values: readonly JsonValue[], take: Take<Item>): void {
  if (values.length === 0) return;
  place.find?.(flatten(values), take);
  for (const [step, next] of place.below) lookAtAll(next, readPath(values as JsonValue[], [step]), take);
}
