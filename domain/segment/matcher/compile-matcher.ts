import type { JsonValue } from '../../event/json.ts';
import { allOf, anyOf, FAILS, HOLDS, type Verdict, verdictOf } from '../condition/verdict.ts';
import { areEqual } from './compare-values.ts';
import { compileElementTest } from './compile-element-test.ts';
import type { Matcher, MatcherTest, PathMatcher } from './matcher.ts';
import { flatten, isObject, readPath } from './read-path.ts';

/** Tests what stands at a path (see readPath) at a moment. */
export type CompiledMatcher = (found: readonly JsonValue[], now: number) => Verdict;

/** Tests an object's values at their paths. */
export type CompiledWhere = (from: JsonValue, now: number) => Verdict;

const compiled = new WeakMap<Matcher, { readonly zone: string; readonly test: CompiledMatcher }>();

/**
 * Makes a matcher ready to run; a matcher met again is not compiled again.
 * @param zone of dates that name none
 * @throws InvalidInputError if a regular expression or a date in it is none
 */
export function compileMatcher(matcher: Matcher, zone: string): CompiledMatcher {
  const known = compiled.get(matcher);
  if (known?.zone === zone) return known.test;
  const tests = matcher.tests.map((test) => compileTest(test, zone, matcher.ignoreCase));
  const [only] = tests;
  const test = tests.length === 1 && only !== undefined ? only : allTests(tests);
  compiled.set(matcher, { zone, test });
  return test;
}

function allTests(tests: readonly CompiledMatcher[]): CompiledMatcher {
  return (found, now) => {
    const passing: Verdict[] = [];
    for (const test of tests) {
      const verdict = test(found, now);
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

function compileTest(test: MatcherTest, zone: string, ignoreCase: boolean): CompiledMatcher {
  switch (test.op) {
    case 'is':
    case 'includes':
      return equality([test.value], ignoreCase, true);
    case 'isNot':
    case 'excludes':
      return equality([test.value], ignoreCase, false);
    case 'in':
    case 'includesAny':
      return equality(test.values, ignoreCase, true);
    case 'notIn':
      return equality(test.values, ignoreCase, false);
    case 'includesAll':
      return (found) =>
        verdictOf(
          lists(found).some((list) =>
            test.values.every((value) => list.some((element) => areEqual(element, value, ignoreCase))),
          ),
        );
    case 'exists':
      return (found) => verdictOf(found.length > 0 === test.expected);
    case 'some': {
      const where = compileWhere(test.where, zone);
      return (found, now) =>
        anyOf(
          flatten(found)
            .filter(isObject)
            .map((element) => where(element, now)),
        );
    }
    default: {
      const element = compileElementTest(test, zone, ignoreCase);
      return (found, now) => {
        const [only] = found;
        if (found.length === 1 && typeof only !== 'object' && only !== undefined) return element(only, now);
        return anyElement(flatten(found), (value) => element(value, now));
      };
    }
  }
}

/** Whether what was found is, or holds, one of some values; the verdict is `expected` where it does. */
function equality(values: readonly JsonValue[], ignoreCase: boolean, expected: boolean): CompiledMatcher {
  const [first = null] = values;
  const isAny =
    values.length === 1
      ? (found: JsonValue) => areEqual(found, first, ignoreCase)
      : (found: JsonValue) => values.some((value) => areEqual(found, value, ignoreCase));
  return (found) => {
    const [only] = found;
    const isSingle = found.length === 1 && typeof only !== 'object' && only !== undefined;
    return verdictOf((isSingle ? isAny(only) : candidates(found).some(isAny)) === expected);
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

function anyElement(elements: readonly JsonValue[], test: (value: JsonValue) => Verdict): Verdict {
  const [only] = elements;
  if (only === undefined) return FAILS;
  return elements.length === 1 ? test(only) : anyOf(elements.map(test));
}
