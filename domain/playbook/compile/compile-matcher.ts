import { LEAST_EPOCH, toNumber } from '../../segment/matcher/compare-values.ts';
import type { Matcher, MatcherTest, MomentReference, PathMatcher } from '../../segment/matcher/matcher.ts';
import { known } from '../known.ts';
import { milliseconds } from '../milliseconds.ts';
import { readMomentReference } from '../moment-reference.ts';
import {
  MATCHER_TESTS,
  type MatcherSource,
  type MatcherTestsSource,
  type WhereSource,
} from '../schema/matcher-schema.ts';

/** Compiles `where`: one matcher a path, in the order of the paths, so that equal questions are equal content. */
export function compileWhere(where: WhereSource | undefined, zone: string): PathMatcher[] {
  return Object.keys(where ?? {})
    .sort()
    .map((path) => ({ path: path.split('.'), matcher: compileMatcher(known(where?.[path]), zone) }));
}

/** Compiles a matcher: a plain value means equal, a list means `in`. */
export function compileMatcher(source: MatcherSource, zone: string): Matcher {
  if (Array.isArray(source)) return { tests: [{ op: 'in', values: source }], ignoreCase: false };
  if (typeof source !== 'object') return { tests: [{ op: 'is', value: source }], ignoreCase: false };
  return compileTests(source, zone);
}

/** Compiles the tests of an object that may carry other keys too. */
export function compileTests(source: MatcherTestsSource, zone: string): Matcher {
  const tests = MATCHER_TESTS.filter((op) => source[op as keyof MatcherTestsSource] !== undefined)
    .sort()
    .map((op) => compileTest(op as keyof MatcherTestsSource, source, zone));
  return { tests, ignoreCase: source.ignoreCase ?? false, ...(tests.some(mayReadDates) && { zone }) };
}

/** Whether a test may take a value for a date. */
function mayReadDates(test: MatcherTest): boolean {
  switch (test.op) {
    case 'before':
    case 'after':
    case 'withinLast':
    case 'withinNext':
      return true;
    case 'between':
      return isDateLike(test.from) || isDateLike(test.to);
    case 'atLeast':
    case 'atMost':
    case 'moreThan':
    case 'lessThan':
      return isDateLike(test.value);
    default:
      return false;
  }
}

/** Numbers below the least epoch are compared as numbers alone. */
function isDateLike(value: string | number): boolean {
  return Math.abs(toNumber(value) ?? LEAST_EPOCH) >= LEAST_EPOCH;
}

function compileTest(op: keyof MatcherTestsSource, source: MatcherTestsSource, zone: string): MatcherTest {
  switch (op) {
    case 'is':
    case 'isNot':
    case 'includes':
    case 'excludes':
      return { op, value: known(source[op]) };
    case 'in':
    case 'notIn':
    case 'includesAny':
    case 'includesAll':
      return { op, values: known(source[op]) };
    case 'atLeast':
    case 'atMost':
    case 'moreThan':
    case 'lessThan':
      return { op, value: known(source[op]) };
    case 'between': {
      const [from, to] = known(source.between);
      return { op, from, to };
    }
    case 'startsWith':
    case 'endsWith':
    case 'containsText':
    case 'matches':
      return { op, text: known(source[op]) };
    case 'before':
    case 'after':
      return { op, at: momentReference(known(source[op]), zone) };
    case 'withinLast':
    case 'withinNext':
      return { op, milliseconds: milliseconds(known(source[op])) };
    case 'versionBelow':
    case 'versionAtLeast':
      return { op, version: known(source[op]) };
    case 'some':
      return { op, where: compileWhere(source.some, zone) };
    default:
      return { op: 'exists', expected: source.exists === true };
  }
}

function momentReference(value: string | number, zone: string): MomentReference {
  return known(readMomentReference(value, zone));
}
