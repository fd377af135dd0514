import type { EventSelector } from '../../segment/aggregate/aggregate-spec.ts';
import type { AffinityCondition } from '../../segment/condition/condition.ts';
import type { Matcher, PathMatcher } from '../../segment/matcher/matcher.ts';
import type { AffinityConditionSource } from '../schema/affinity-schema.ts';
import { compileCount } from './compile-count.ts';
import { compileTests } from './compile-matcher.ts';
import { measureInWindow } from './compile-measure.ts';
import type { ConditionScope } from './compile-scope.ts';
import { compileSelector } from './compile-selector.ts';

const EXISTS: Matcher = { tests: [{ op: 'exists', expected: true }], ignoreCase: false };
/** These match a missing value too, which is no value of the property. */
const MATCH_MISSING: readonly string[] = ['isNot', 'notIn', 'excludes', 'exists'];

/** Compiles a share of events: a count of those with the value, and one of those that have the property. */
export function compileAffinity(source: AffinityConditionSource, scope: ConditionScope): AffinityCondition {
  const { affinity, over = { event: 'any' }, share, count, within, ...tests } = source;
  const path = affinity.split('.');
  const matcher = compileTests(tests, scope.zone);
  const needsExists = matcher.tests.some(({ op }) => MATCH_MISSING.includes(op));
  const of = compileSelector(over, scope.zone);
  const countOf = (...more: PathMatcher[]): string => {
    const counted: EventSelector = { ...of, where: [...of.where, ...more] };
    const measured = { of: counted, measure: 'count' as const, property: null };
    return scope.aggregates.add(measureInWindow(measured, within, scope));
  };
  return {
    kind: 'affinity',
    label: affinity,
    matched: countOf(...(needsExists ? [{ path, matcher: EXISTS }] : []), { path, matcher }),
    all: countOf({ path, matcher: EXISTS }),
    ...(share !== undefined && { share: compileTests(share, scope.zone) }),
    count: compileCount(count),
  };
}
