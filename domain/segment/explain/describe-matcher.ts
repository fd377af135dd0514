import type { JsonValue } from '../../event/json.ts';
import type { EventSelector } from '../aggregate/aggregate-spec.ts';
import type { Matcher, MatcherTest, MomentReference, PathMatcher } from '../matcher/matcher.ts';
import { describeDuration } from './describe-duration.ts';
import { describeValue } from './describe-value.ts';

/** What was required: `is "Berlin"`, `at least 5 and less than 10`. @param describe how a value is written */
export function describeMatcher(
  { tests, ignoreCase }: Matcher,
  describe: (value: JsonValue) => string = describeValue,
): string {
  const required = tests.map((test) => describeTest(test, describe)).join(' and ');
  return ignoreCase ? `${required}, ignoring case` : required;
}

const WORDS = {
  is: 'is',
  isNot: 'is not',
  includes: 'includes',
  excludes: 'excludes',
  in: 'is one of',
  notIn: 'is none of',
  includesAny: 'includes any of',
  includesAll: 'includes all of',
  atLeast: 'at least',
  atMost: 'at most',
  moreThan: 'more than',
  lessThan: 'less than',
  startsWith: 'starts with',
  endsWith: 'ends with',
  containsText: 'contains the text',
  matches: 'matches',
  versionBelow: 'version below',
  versionAtLeast: 'version at least',
} as const;

export const ANY_EVENT = 'any event';

/** Which events are meant: `Booking Made where room is "Suite"`, `any event`. */
export function describeSelector({ names, where, after }: EventSelector): string {
  const named = names.length === 0 ? ANY_EVENT : names.join(' or ');
  const matching = where.length === 0 ? '' : ` where ${describeWhere(where)}`;
  return `${named}${matching}${after === undefined ? '' : ` since ${new Date(after).toISOString()}`}`;
}

function describeWhere(where: readonly PathMatcher[]): string {
  return where.map(({ path, matcher }) => `${path.join('.')} ${describeMatcher(matcher)}`).join(' and ');
}

function describeTest(test: MatcherTest, describe: (value: JsonValue) => string): string {
  switch (test.op) {
    case 'before':
    case 'after':
      return `${test.op} ${describeMoment(test.at)}`;
    case 'withinLast':
      return `within the last ${describeDuration(test.milliseconds)}`;
    case 'withinNext':
      return `within the next ${describeDuration(test.milliseconds)}`;
    case 'exists':
      return test.expected ? 'exists' : 'does not exist';
    case 'some':
      return `has one with ${describeWhere(test.where)}`;
    case 'between':
      return `between ${describe(test.from)} and ${describe(test.to)}`;
    case 'versionBelow':
    case 'versionAtLeast':
      return `${WORDS[test.op]} ${test.version}`;
    case 'startsWith':
    case 'endsWith':
    case 'containsText':
    case 'matches':
      return `${WORDS[test.op]} ${describe(test.text)}`;
    case 'in':
    case 'notIn':
    case 'includesAny':
    case 'includesAll':
      return `${WORDS[test.op]} ${test.values.map(describe).join(', ')}`;
    default:
      return `${WORDS[test.op]} ${describe(test.value)}`;
  }
}

function describeMoment(reference: MomentReference): string {
  if ('at' in reference) return new Date(reference.at).toISOString();
  const { agoMilliseconds, agoMonths = 0 } = reference;
  const parts = [
    ...(agoMonths === 0
      ? []
      : [agoMonths % 12 === 0 ? plural(agoMonths / 12, 'year') : plural(agoMonths, 'month')]),
    ...(agoMilliseconds === 0 && agoMonths > 0 ? [] : [describeDuration(agoMilliseconds)]),
  ];
  return `${parts.join(' and ')} ago`;
}

function plural(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
