import type { JsonValue } from '../../event/json.ts';
import type { Segment } from '../aggregate/aggregate-spec.ts';
import type { Condition, TraitCondition } from '../condition/condition.ts';
import { type Dependencies, partsOf } from '../condition/find-dependencies.ts';
import type { Matcher, MatcherTest } from '../matcher/matcher.ts';
import { createMatcherIndex, type FindCandidates, type Indexed } from './matcher-index.ts';

/** Finds segments by the traits that are sent. */
export interface TraitIndex {
  /** The places of all segments that ask about a trait. */
  all(name: string): readonly number[];
  /**
   * Adds to `found` the place of every segment that may change where a trait does, and of few others; some more than once.
   * @param before its value until now; undefined: there was none
   */
  find(name: string, before: JsonValue | undefined, after: JsonValue | undefined, found: number[]): void;
}

/** Indexes segments by what they ask of traits. @param dependencies of each segment, in their order */
export function createTraitIndex(
  segments: readonly Segment[],
  dependencies: readonly Dependencies[],
): TraitIndex {
  const byName = new Map<string, Indexed<number>[]>();
  for (const [place, { when }] of segments.entries()) {
    const known = dependencies[place];
    if (known === undefined || known.traits.size === 0) continue;
    for (const [name, indexed] of asked(when, known, place)) {
      const sameName = byName.get(name);
      if (sameName === undefined) byName.set(name, [indexed]);
      else sameName.push(indexed);
    }
  }
  const finders = new Map<string, FindCandidates<number>>();
  for (const [name, all] of byName) finders.set(name, createMatcherIndex(all));
  return {
    all: (name) => (byName.get(name) ?? []).map(({ item }) => item),
    find(name, before, after, found) {
      const find = finders.get(name);
      if (find === undefined || before === after) return;
      const candidates = { certain: found, possible: found };
      find(before, candidates);
      find(after, candidates);
    },
  };
}

type Asked = readonly [name: string, indexed: Indexed<number>];

/** What a condition's own leaves ask of traits, and under an empty `where` what is asked in other ways. */
function asked(when: Condition, { traits, entries }: Dependencies, place: number): Asked[] {
  const leaves = leavesOf(when);
  const byLeaf = leaves.flatMap((leaf): Asked[] => {
    const [name = '', ...path] = leaf.path;
    if (!traits.has(name)) return [];
    return [[name, { item: place, where: [{ path, matcher: asPositive(leaf.matcher) }] }]];
  });
  const isByLeavesAlone = entries.size === 0 && !asksForReachability(when);
  const others = isByLeavesAlone ? [] : [...traits];
  return [...byLeaf, ...others.map((name): Asked => [name, { item: place, where: [] }])];
}

function leavesOf(condition: Condition): TraitCondition[] {
  if (condition.kind === 'trait') return [condition];
  return partsOf(condition).flatMap(leavesOf);
}

function asksForReachability(condition: Condition): boolean {
  return condition.kind === 'reachable' || partsOf(condition).some(asksForReachability);
}

const POSITIVE = { isNot: 'is', excludes: 'includes', notIn: 'in' } as const;

/** What only denies turns when what it denies does. */
function asPositive(matcher: Matcher): Matcher {
  const [only] = matcher.tests;
  if (only === undefined || matcher.tests.length > 1) return matcher;
  const positive = positiveOf(only);
  return positive === only ? matcher : { ...matcher, tests: [positive] };
}

function positiveOf(test: MatcherTest): MatcherTest {
  switch (test.op) {
    case 'isNot':
    case 'excludes':
      return { op: POSITIVE[test.op], value: test.value };
    case 'notIn':
      return { op: POSITIVE[test.op], values: test.values };
    default:
      return test;
  }
}
