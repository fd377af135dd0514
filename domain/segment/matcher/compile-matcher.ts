import type { JsonValue } from '../../event/json.ts';
import { allOf, anyOf, FAILS, HOLDS, opposite, type Verdict, verdictOf } from '../condition/verdict.ts';
import { areEqual } from './compare-values.ts';
import { compileElementTest, type ElementTest } from './compile-element-test.ts';
import type { Matcher, MatcherTest, PathMatcher } from './matcher.ts';
import { flatten, isObject, readPath } from './read-path.ts';

/** Tests what stands at a path (see readPath) at a moment. */
export type CompiledMatcher = (found: readonly JsonValue[], now: number) => Verdict;

/** Tests an object's values at their paths. */
export type CompiledWhere = (from: JsonValue, now: number) => Verdict;

const compiled = new WeakMap<Matcher, { readonly zone: string; readonly test: CompiledMatcher }>();

/**
 * Makes a matcher ready to run; a matcher met again is not compiled again.
 * @param usualZone of dates that name none, where the matcher does not say
 * @throws InvalidInputError if a regular expression or a date in it is none
 */
export function compileMatcher(matcher: Matcher, usualZone: string): CompiledMatcher {
  const zone = matcher.zone ?? usualZone;
  const known = compiled.get(matcher);
  if (known?.zone === zone) return known.test;
  const test = compileTests(matcher, zone);
  compiled.set(matcher, { zone, test });
  return test;
}

/** What asks for a value asks all of the same one; what asks that there is none asks it of all. */
function compileTests({ tests, ignoreCase }: Matcher, zone: string): CompiledMatcher {
  const ofOne: ElementTest[] = [];
  const ofAll: CompiledMatcher[] = [];
  for (const test of tests) {
    const element = compileOfOne(test, zone, ignoreCase);
    if (typeof element === 'function') ofOne.push(element);
    else ofAll.push(compileOfAll(element, ignoreCase));
  }
  const [first] = ofOne;
  if (first === undefined) return allTests(ofAll);
  const any = anyElement(ofOne.length === 1 ? first : allTests(ofOne));
  return ofAll.length === 0 ? any : allTests([any, ...ofAll]);
}

function allTests<Value>(
  tests: readonly ((value: Value, now: number) => Verdict)[],
): (value: Value, now: number) => Verdict {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (value, now) => {
    const passing: Verdict[] = [];
    for (const test of tests) {
      const verdict = test(value, now);
      if (verdict === FAILS) return FAILS;
      if (verdict !== HOLDS) passing.push(verdict);
    }
    return passing.length === 0 ? HOLDS : allOf(passing);
  };
}

/** Makes a `where` clause ready to run: all its matchers must hold. */
export function compileWhere(where: readonly PathMatcher[], zone: string): CompiledWhere {
  const parts = where.map(({ path, matcher }) => ({ path, test: compileMatcher(matcher, zone) }));
  return (from, now) => allOf(parts.map(({ path, test }) => test(readPath(from, path), now)));
}

/** Tests that ask about all that was found. */
type TestOfAll =
  | { readonly op: 'isNot' | 'excludes'; readonly value: JsonValue }
  | { readonly op: 'notIn'; readonly values: readonly JsonValue[] }
  | { readonly op: 'includesAll'; readonly values: readonly JsonValue[] }
  | Extract<MatcherTest, { readonly op: 'exists' }>;

/** A test of one value; a test that asks about all is handed back. */
function compileOfOne(test: MatcherTest, zone: string, ignoreCase: boolean): ElementTest | TestOfAll {
  switch (test.op) {
    case 'is':
    case 'includes':
      return equality([test.value], ignoreCase);
    case 'in':
    case 'includesAny':
      return equality(test.values, ignoreCase);
    case 'some': {
      const where = compileWhere(test.where, zone);
      return (value, now) => (isObject(value) ? where(value, now) : FAILS);
    }
    case 'isNot':
    case 'excludes':
      return { op: test.op, value: test.value };
    case 'notIn':
      return { op: 'notIn', values: test.values };
    case 'includesAll':
      return { op: 'includesAll', values: test.values };
    case 'exists':
      return test;
    default:
      return compileElementTest(test, zone, ignoreCase);
  }
}

function compileOfAll(test: TestOfAll, ignoreCase: boolean): CompiledMatcher {
  switch (test.op) {
    case 'exists':
      return (found) => verdictOf(found.length > 0 === test.expected);
    case 'includesAll':
      return (found) =>
        verdictOf(
          lists(found).some((list) =>
            test.values.every((value) => list.some((element) => areEqual(element, value, ignoreCase))),
          ),
        );
    case 'notIn':
      return noElement(test.values, ignoreCase);
    default:
      return noElement([test.value], ignoreCase);
  }
}

function equality(values: readonly JsonValue[], ignoreCase: boolean): ElementTest {
  const [first = null] = values;
  if (values.length === 1) return (value) => verdictOf(areEqual(value, first, ignoreCase));
  return (value) => verdictOf(values.some((each) => areEqual(value, each, ignoreCase)));
}

function noElement(values: readonly JsonValue[], ignoreCase: boolean): CompiledMatcher {
  const any = anyElement(equality(values, ignoreCase));
  return (found, now) => opposite(any(found, now));
}

/** Whether one of the values that were found, or an element of a list among them, passes. */
function anyElement(test: ElementTest): CompiledMatcher {
  return (found, now) => {
    const [only] = found;
    if (found.length === 1 && typeof only !== 'object' && only !== undefined) return test(only, now);
    const open: Verdict[] = [];
    for (const value of candidates(found)) {
      const verdict = test(value, now);
      if (verdict === HOLDS) return HOLDS;
      if (verdict !== FAILS) open.push(verdict);
    }
    return open.length === 0 ? FAILS : anyOf(open);
  };
}

/** The values themselves, whole lists too, and every element of the lists. */
function candidates(found: readonly JsonValue[]): readonly JsonValue[] {
  const elements = flatten(found);
  return elements === found ? found : [...found, ...elements];
}

/** Each list that was found, with what is in lists within it, and what was found besides lists taken together. */
function lists(found: readonly JsonValue[]): readonly (readonly JsonValue[])[] {
  const single = found.filter((value) => !Array.isArray(value));
  const whole = found.filter((value) => Array.isArray(value)).map(flatten);
  return single.length > 0 ? [...whole, single] : whole;
}
