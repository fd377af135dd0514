import type { JsonObject, JsonValue } from '../../event/json.ts';
import type { PathMatcher } from '../matcher/matcher.ts';
import { flatten, isObject, readPath } from '../matcher/read-path.ts';
import { type AccessTest, accessTestsOf, isDecidedByAccess } from './access-tests.ts';
import { chooseAccess } from './choose-access.ts';
import { createValuesIndex, type ValuesIndex } from './values-index.ts';

/** Something that is found where all its matchers hold. */
export interface Indexed<Item> {
  readonly item: Item;
  readonly where: readonly PathMatcher[];
  /** It asks for more than its matchers: then finding it decides nothing. */
  readonly asksMore?: boolean;
}

/** What was found. */
export interface Found<Item> {
  /** All their matchers hold. */
  readonly certain: Item[];
  /** Still to be asked. */
  readonly possible: Item[];
}

/**
 * Adds every item whose matchers may hold of a value, and few others; some of them more than once. It costs what the
 * value holds and what is found, not how many items there are.
 */
export type FindCandidates<Item> = (value: JsonValue | undefined, found: Found<Item>) => void;

/** An item with the tests that it can still be found by. */
interface Entry<Item> {
  readonly item: Item;
  readonly tests: readonly AccessTest[];
  /** Whether nothing more is asked once all its tests hold of single values. */
  readonly isDecided: boolean;
}

/** Finders of those that share a test, by the steps of its path. */
interface Place<Item> {
  readonly below: Map<string, Place<Item>>;
  readonly shared: { readonly test: AccessTest; readonly item: FindCandidates<Item> }[];
  values?: ValuesIndex<FindCandidates<Item>>;
  /** As `below`, once it is complete. */
  steps: readonly Step<Item>[];
}

interface Step<Item> {
  readonly step: string;
  readonly next: Place<Item>;
}

/** Those that share a test are told apart by their other tests where they are more than this. */
const FEW_SHARERS = 4;
/** Where a place has more steps below it than an object usually has, the object's own are looked up instead. */
const FEW_STEPS = 16;

/** Indexes items by the tests that they share with the fewest others. */
export function createMatcherIndex<Item>(all: readonly Indexed<Item>[]): FindCandidates<Item> {
  return indexEntries(
    all.map(({ item, where, asksMore = false }) => ({
      item,
      tests: accessTestsOf(where),
      isDecided: !asksMore && isDecidedByAccess(where),
    })),
  );
}

function indexEntries<Item>(entries: readonly Entry<Item>[]): FindCandidates<Item> {
  const chosen = chooseAccess(entries.map(({ tests }) => tests));
  const takeAlways = takerOf(entries.filter((_, index) => chosen[index] === undefined));
  const root = emptyPlace<Item>();
  for (const { test, sharers } of groupByTest(entries, chosen)) {
    placeAt(root, test.path).shared.push({ test, item: finderOf(sharers) });
  }
  complete(root);
  const isEmpty = root.steps.length === 0 && root.values === undefined;
  return (value, found) => {
    takeAlways(value, found);
    if (isEmpty) return;
    const { possible } = found;
    lookAt(root, value, {
      one: (find) => find(value, found),
      among: (find) => find(value, { certain: possible, possible }),
    });
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
  for (const [index, { tests, ...rest }] of entries.entries()) {
    const access = chosen[index];
    if (access === undefined) continue;
    const entry = { ...rest, tests: tests.filter((test) => test !== access) };
    const parts =
      access.kind === 'equal' ? access.values.map((value) => ({ ...access, values: [value] })) : [access];
    for (const test of parts) {
      const name = JSON.stringify(test);
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
  return takerOf(sharers);
}

/** Finds all of them, whatever the value. */
function takerOf<Item>(entries: readonly Entry<Item>[]): FindCandidates<Item> {
  const isCertain = ({ tests, isDecided }: Entry<Item>) => isDecided && tests.length === 0;
  const certain = entries.filter(isCertain).map(({ item }) => item);
  const possible = entries.filter((entry) => !isCertain(entry)).map(({ item }) => item);
  const [only] = certain;
  if (entries.length === 1 && only !== undefined) return (_, found) => void found.certain.push(only);
  return (_, found) => {
    for (const item of certain) found.certain.push(item);
    for (const item of possible) found.possible.push(item);
  };
}

function emptyPlace<Item>(): Place<Item> {
  return { below: new Map(), shared: [], steps: [] };
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
  if (place.shared.length > 0) place.values = createValuesIndex(place.shared.splice(0));
  place.steps = [...place.below].map(([step, next]) => ({ step, next }));
  for (const { next } of place.steps) complete(next);
}

/** What is done with what is found. */
interface Taking<Item> {
  /** By a single value. */
  readonly one: (find: FindCandidates<Item>) => void;
  /** Among several values, of which one may pass one test and one another: nothing of it is certain. */
  readonly among: (find: FindCandidates<Item>) => void;
}

function lookAt<Item>(place: Place<Item>, value: JsonValue | undefined, taking: Taking<Item>): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    lookAtAll(place, [value], taking);
    return;
  }
  place.values?.findOne(value, taking.one);
  if (place.steps.length > 0 && isObject(value)) descend(place, value, taking);
}

function descend<Item>({ below, steps }: Place<Item>, object: JsonObject, taking: Taking<Item>): void {
  if (steps.length <= FEW_STEPS) {
    for (const { step, next } of steps) {
      if (Object.hasOwn(object, step)) lookAt(next, object[step], taking);
    }
    return;
  }
  for (const step of Object.keys(object)) {
    const next = below.get(step);
    if (next !== undefined) lookAt(next, object[step], taking);
  }
}

/** As `readPath` goes: through every element of the lists on its way, what is found there taken together. */
function lookAtAll<Item>(place: Place<Item>, values: readonly JsonValue[], taking: Taking<Item>): void {
  if (values.length === 0) return;
  place.values?.findAmong(flatten(values), taking.among);
  for (const { step, next } of place.steps) lookAtAll(next, readPath(values as JsonValue[], [step]), taking);
}
