import type { EventSelector } from '../aggregate/aggregate-spec.ts';
import type { Matcher, MatcherTest, MomentReference, PathMatcher } from '../matcher/matcher.ts';
import { describeDuration } from './describe-duration.ts';

/** What was required: `is "Berlin"`, `atLeast 5 and lessThan 10`. */
export function describeMatcher({ tests, ignoreCase }: Matcher): string {
  const required = tests.map(describeTest).join(' and ');
  return ignoreCase ? `${required}, ignoring case` : required;
}

/** Which events are meant: `Booking Made where room is "Suite"`, `any event`. */
export function describeSelector({ names, where, after }: EventSelector): string {
  const named = names.length === 0 ? 'any event' : names.join(' or ');
  const matching = where.length === 0 ? '' : ` where ${describeWhere(where)}`;
  return `${named}${matching}${after === undefined ? '' : ` since ${new Date(after).toISOString()}`}`;
}

function describeWhere(where: readonly PathMatcher[]): string {
  return where.map(({ path, matcher }) => `${path.join('.')} ${describeMatcher(matcher)}`).join(' and ');
}

function describeTest(test: MatcherTest): string {
  switch (test.op) {
    case 'before':
    case 'after':
      return `${test.op} ${describeMoment(test.at)}`;
    case 'withinLast':
    case 'withinNext':
      return `${test.op} ${describeDuration(test.milliseconds)}`;
    case 'some':
      return `some with ${describeWhere(test.where)}`;
    case 'between':
      return `between ${JSON.stringify(test.from)} and ${JSON.stringify(test.to)}`;
    default: {
      const { op, ...operands } = test;
      const values = Object.values(operands).map((value) => JSON.stringify(value));
      return [op, ...values].join(' ');
    }
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
