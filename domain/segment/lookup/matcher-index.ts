import type { JsonObject, JsonValue } from '../../event/json.ts';
import type { PathMatcher } from '../matcher/matcher.ts';
import { flatten, isObject, readPath } from '../matcher/read-path.ts';
import { type AccessTest, accessTestsOf } from './access-tests.ts';
import { chooseAccess } from './choose-access.ts';
import { createValuesIndex, type FindByValues } from './values-index.ts';

/** Something that is found where all its matchers hold. */
export interface Indexed<Item> {
  readonly item: Item;
  readonly where: readonly PathMatcher[];
}

/**
 * Adds to `found` every item whose matchers may hold of a value, and few others: what is found is still to be asked, and
 * may be found more than once. It costs what the value holds and what is found, not how many items there are.
 */
export type FindCandidates<Item> = (value: JsonValue | undefined, found: Item[]) => void;

/** An item with the tests that it can still be found by. */
interface Entry<Item> {
  readonly item: Item;
  readonly tests: readonly AccessTest[];
}

/** Finders of those that share a test, by the steps of its path. */
interface Place<Item> {
  readonly below: Map<string, Place<Item>>;
  readonly shared: { readonly test: AccessTest; readonly item: FindCandidates<Item> }[];
  find?: FindByValues<FindCandidates<Item>>;
}

/** Those that share a test are told apart by their other tests where they are more than this. */
const FEW_SHARERS = 4;
/** Where a place has more steps below it than an object usually has, the object's own are looked up instead. */
const FEW_STEPS = 16;

/** Indexes items by the tests that they share with the fewest others. */
export function createMatcherIndex<Item>(all: readonly Indexed<Item>[]): FindCandidates<Item> {
  return indexEntries(all.map(({ item, where }) => ({ item, tests: accessTestsOf(where) })));
}

function indexEntries<Item>(entries: readonly Entry<Item>[]): FindCandidates<Item> {
  const chosen = chooseAccess(entries.map(({ tests }) => tests));
  const always = entries.filter((_, index) => chosen[index] === undefined).map(({ item }) => item);
  const root = emptyPlace<Item>();
  for (const { test, sharers } of groupByTest(entries, chosen)) {
    placeAt(root, test.path).shared.push({ test, item: finderOf(sharers) });
  }
  complete(root);
  const isEmpty = root.below.size === 0 && root.find === undefined;
  return (value, found) => {
    for (const item of always) found.push(item);
    if (!isEmpty) lookAt(root, value, (find) => find(value, found));
  };
}

interface Sharers<Item> {
  readonly test: AccessTest;
  readonly sharers: Entry<Item>[];
}

/** By the test that was chosen; what may equal one of several values stands under each. */
function groupByTest<Item>(
  entries: readonly Entry<Item>[],
  chosen: readonly (AccessTest | undefined)[],
): Iterable<Sharers<Item>> {
  const groups = new Map<string, Sharers<Item>>();
  for (const [index, { item, tests }] of entries.entries()) {
    const access = chosen[index];
    if (access === undefined) continue;
    const entry = { item, tests: tests.filter((test) => test !== access) };
    const parts = access.kind === 'equal' ? access.keys.map((key) => ({ ...access, keys: [key] })) : [access];
    for (const test of parts) {
      const name = JSON.stringify(test, (_, value) => (Math.abs(value) === Infinity ? String(value) : value));
      const group = groups.get(name);
      if (group === undefined) groups.set(name, { test, sharers: [entry] });
      else group.sharers.push(entry);
    }
  }
  return groups.values();
}

function finderOf<Item>(sharers: readonly Entry<Item>[]): FindCandidates<Item> {
  if (sharers.length > FEW_SHARERS && sharers.some(({ tests }) => tests.length > 0))
    return indexEntries(sharers);
  const items = sharers.map(({ item }) => item);
  return (_, found) => {
    for (const item of items) found.push(item);
  };
}

function emptyPlace<Item>(): Place<Item> {
  return { below: new Map(), shared: [] };
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
  if (place.shared.length > 0) place.find = createValuesIndex(place.shared.splice(0));
  for (const next of place.below.values()) complete(next);
}

type Take<Item> = (find: FindCandidates<Item>) => void;

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
