import type { JsonValue } from '../../event/json.ts';
import { LEAST_EPOCH, toNumber, toText } from '../matcher/compare-values.ts';
import type { Matcher, MatcherTest, PathMatcher } from '../matcher/matcher.ts';
import type { Scalar } from './equality-index.ts';
import { nextAbove, nextBelow } from './next-number.ts';

/** What must hold of the values at a path, lists' elements among them, or the matchers that it is taken from fail. */
export type AccessTest = { readonly path: readonly string[] } & (
  | { readonly kind: 'equal'; readonly values: readonly Scalar[]; readonly ignoreCase: boolean }
  /** The least number is not above `to`, the greatest not below `from`. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  /** In lower case. */
  | { readonly kind: 'prefix'; readonly prefix: string }
);

/** The tests by which matchers, of which all must hold, can be found from values; any of them will do. */
export function accessTestsOf(where: readonly PathMatcher[], base: readonly string[] = []): AccessTest[] {
  return where.flatMap(({ path, matcher }) => testsOf([...base, ...path], matcher));
}

/** Whether those tests are all that matchers ask of a single value, so that one that passes them needs no other look. */
export function isDecidedByAccess(where: readonly PathMatcher[]): boolean {
  return where.every(({ matcher: { tests, ignoreCase } }) => {
    const [only, ...others] = tests;
    if (only === undefined) return false;
    if (others.length === 0 && EQUALITIES.has(only.op)) return testOf([], only, ignoreCase).length === 1;
    return tests.every((test) => boundsOf(test).some((bound) => bound !== undefined));
  });
}

const EQUALITIES: ReadonlySet<MatcherTest['op']> = new Set(['is', 'includes', 'in', 'includesAny']);

function testsOf(path: readonly string[], { tests, ignoreCase }: Matcher): AccessTest[] {
  const single = tests.flatMap((test) => testOf(path, test, ignoreCase));
  const range = rangeOf(tests);
  return range === undefined ? single : [...single, { path, kind: 'range', ...range }];
}

function testOf(path: readonly string[], test: MatcherTest, ignoreCase: boolean): AccessTest[] {
  switch (test.op) {
    case 'is':
    case 'includes':
      return equalTest(path, [test.value], ignoreCase);
    case 'in':
    case 'includesAny':
      return equalTest(path, test.values, ignoreCase);
    case 'includesAll':
      return equalTest(path, test.values.slice(0, 1), ignoreCase);
    case 'startsWith':
      return [{ path, kind: 'prefix', prefix: toText(test.text, true) ?? '' }];
    case 'some':
      return accessTestsOf(test.where, path);
    default:
      return [];
  }
}

/** A list, an object or null among the values is not looked up: then nothing can be said. */
function equalTest(path: readonly string[], values: readonly JsonValue[], ignoreCase: boolean): AccessTest[] {
  const scalars = values.filter((value) => typeof value !== 'object');
  const isComplete = scalars.length > 0 && scalars.length === values.length;
  return isComplete ? [{ path, kind: 'equal', values: scalars, ignoreCase }] : [];
}

/** What all comparisons with numbers leave; of a list's elements the least and the greatest are looked at. */
function rangeOf(tests: readonly MatcherTest[]): { from: number; to: number } | undefined {
  let from = -Infinity;
  let to = Infinity;
  for (const test of tests) {
    const [lower, upper] = boundsOf(test);
    from = Math.max(from, lower ?? -Infinity);
    to = Math.min(to, upper ?? Infinity);
  }
  return from === -Infinity && to === Infinity ? undefined : { from, to };
}

function boundsOf(test: MatcherTest): readonly [from?: number | undefined, to?: number | undefined] {
  switch (test.op) {
    case 'atLeast':
      return [numberOnly(test.value)];
    case 'moreThan':
      return [nextAbove(numberOnly(test.value))];
    case 'atMost':
      return [undefined, numberOnly(test.value)];
    case 'lessThan':
      return [undefined, nextBelow(numberOnly(test.value))];
    case 'between': {
      const [from, to] = [numberOnly(test.from), numberOnly(test.to)];
      return from === undefined || to === undefined ? [] : [from, to];
    }
    default:
      return [];
  }
}

/** What may be an epoch is compared with dates too. */
function numberOnly(value: string | number): number | undefined {
  const number = toNumber(value);
  return number === undefined || Math.abs(number) >= LEAST_EPOCH ? undefined : number;
}
