import * as fc from 'fast-check';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { AggregateSpec, EventSelector } from '../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition, CountRange, EventCondition } from '../../domain/segment/condition/condition.ts';
import type { Matcher, MatcherTest, PathMatcher } from '../../domain/segment/matcher/matcher.ts';
import { NOW } from './an-event.ts';

/** Everything happens on the hour, so that the ends of windows are met often. */
export const HOUR = 3_600_000;
export const EVENT_NAMES = ['Signed Up', 'Called Hotel', 'Booking Made'];
export const SEGMENT_IDS = ['s0', 's1', 's2', 's3'];
export const PURPOSES = ['marketing', 'analytics'];

/** The moment some hours before (or after) the tests' now. */
export const hoursAgo = (hours: number): number => NOW - hours * HOUR;

const span = fc.integer({ min: 1, max: 30 }).map((hours) => hours * HOUR);
const scalar = fc.constantFrom<string | number | boolean>(
  'Suits',
  'suits',
  'Dresses',
  5,
  '5',
  '5.0',
  12,
  '',
  true,
);
const moment = fc.integer({ min: -20, max: 40 }).map((hours) => ({ at: hoursAgo(hours) }));
const ago = span.map((agoMilliseconds) => ({ agoMilliseconds }));

const plainTest: fc.Arbitrary<MatcherTest> = fc.oneof(
  fc.record({ op: fc.constantFrom('is', 'isNot', 'includes', 'excludes'), value: scalar }),
  fc.record({
    op: fc.constantFrom('in', 'notIn', 'includesAny', 'includesAll'),
    values: fc.array(scalar, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    op: fc.constantFrom('atLeast', 'lessThan'),
    value: fc.constantFrom<string | number>(5, '7', 12.5),
  }),
  fc.record({ op: fc.constant('between' as const), from: fc.constant(4), to: fc.constantFrom(5, '12') }),
  fc.record({ op: fc.constant('startsWith' as const), text: fc.constantFrom('S', 's', 'Dre') }),
  fc.record({ op: fc.constant('exists' as const), expected: fc.boolean() }),
);

const momentTest: fc.Arbitrary<MatcherTest> = fc.oneof(
  fc.record({ op: fc.constantFrom('before', 'after'), at: fc.oneof(moment, ago) }),
  fc.record({ op: fc.constantFrom('withinLast', 'withinNext'), milliseconds: span }),
);

const matcherOf = (test: fc.Arbitrary<MatcherTest>): fc.Arbitrary<Matcher> =>
  fc.record({ tests: fc.array(test, { minLength: 1, maxLength: 2 }), ignoreCase: fc.boolean() });

const clause: fc.Arbitrary<PathMatcher> = fc.oneof(
  fc.record({
    path: fc.constantFrom(['category'], ['products', 'category'], ['context', 'page', 'path'], ['price']),
    matcher: matcherOf(plainTest),
  }),
  fc.record({ path: fc.constant(['checkIn']), matcher: matcherOf(momentTest) }),
  fc
    .record({ category: matcherOf(plainTest), price: matcherOf(plainTest) })
    .map(({ category, price }) => [
      { path: ['category'], matcher: category },
      { path: ['price'], matcher: price },
    ])
    .map((where) => ({
      path: ['products'],
      matcher: { tests: [{ op: 'some' as const, where }], ignoreCase: false },
    })),
);

/** One name, several or any; mostly without a `where`. */
export const arbitrarySelector: fc.Arbitrary<EventSelector> = fc.record({
  names: fc.uniqueArray(fc.constantFrom(...EVENT_NAMES), { maxLength: 2 }),
  where: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(clause, { maxLength: 1 })),
});

/** An aggregate's id is its content, as in a real program. */
export const aggregateId = (spec: AggregateSpec): string => JSON.stringify(spec);

const count: fc.Arbitrary<CountRange> = fc.oneof(
  fc.constant({ atLeast: 1 }),
  fc.integer({ min: 2, max: 4 }).map((atLeast) => ({ atLeast })),
  fc.integer({ min: 0, max: 3 }).map((atMost) => ({ atLeast: 0, atMost })),
  fc.integer({ min: 1, max: 3 }).map((exactly) => ({ atLeast: exactly, atMost: exactly })),
);
const keepFor = ({ atLeast, atMost = 0 }: CountRange): number => Math.max(atLeast, atMost + 1);

const since: fc.Arbitrary<NonNullable<EventCondition['since']>> = fc.oneof(
  arbitrarySelector.map((of) => ({
    kind: 'event' as const,
    aggregate: aggregateId({ kind: 'times', of, keep: 1 }),
  })),
  moment.map(({ at }) => ({ kind: 'moment' as const, at })),
  fc.constant({ kind: 'entry' as const }),
);

/** A condition on events alone, open or within a span that a `since` opens. */
export const arbitraryEventCondition: fc.Arbitrary<EventCondition> = fc
  .record({
    of: arbitrarySelector,
    count,
    opened: fc.option(fc.record({ since: arbitrarySelector, spanMilliseconds: span }), { nil: undefined }),
    since: fc.option(since, { nil: undefined }),
    within: fc.option(span, { nil: undefined }),
  })
  .map(({ of, count: range, opened, since: after, within }) => ({
    kind: 'event',
    label: of.names.join(),
    aggregate: aggregateId(
      opened === undefined
        ? { kind: 'times', of, keep: keepFor(range) }
        : { kind: 'times-since', of, ...opened, keep: keepFor(range) },
    ),
    count: range,
    ...(within !== undefined && { withinMilliseconds: within }),
    ...(after !== undefined && opened === undefined && { since: after }),
  }));

const traitCondition = fc.oneof(
  fc.record({
    kind: fc.constant('trait' as const),
    path: fc.constantFrom(['tags'], ['address', 'city'], ['spent'], ['visits'], ['favourite'], ['latest']),
    matcher: matcherOf(plainTest),
  }),
  fc.record({
    kind: fc.constant('trait' as const),
    path: fc.constantFrom(['birthday'], ['arrivals']),
    matcher: matcherOf(momentTest),
  }),
);

const membershipCondition = fc.constantFrom(...SEGMENT_IDS).map((segment) => ({
  kind: 'segment' as const,
  segment,
}));

/** A leaf, or up to three levels of `all`, `any` and `not` above leaves. */
export const arbitraryCondition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    arbitraryEventCondition,
    traitCondition,
    membershipCondition,
    fc.record({ kind: fc.constant('consent' as const), purpose: fc.constantFrom(...PURPOSES) }),
    fc.constant({ kind: 'everyone' as const }),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('node') }),
  ),
})).node;

/** Computed traits of every kind: `spent`, `visits`, `favourite` and `latest`. */
export const arbitraryComputedTraits: fc.Arbitrary<Program['computedTraits']> = fc
  .record({
    of: arbitrarySelector,
    within: fc.option(span, { nil: undefined }),
    factor: fc.constantFrom(1, 0.5),
  })
  .map(({ of, within, factor }) => {
    const windowed = within === undefined ? {} : { withinMilliseconds: within };
    const sum = aggregateId({ kind: 'measure', measure: 'sum', of, property: ['price'], ...windowed });
    const visits = aggregateId({ kind: 'measure', measure: 'count', of, property: null, ...windowed });
    return {
      spent: { id: 'spent', name: 'Spent', aggregate: sum, times: factor, minus: visits },
      visits: { id: 'visits', name: 'Visits', aggregate: visits },
      favourite: {
        id: 'favourite',
        name: 'Favourite',
        aggregate: aggregateId({ kind: 'top', of, property: ['products', 'category'] }),
      },
      latest: {
        id: 'latest',
        name: 'Latest',
        aggregate: aggregateId({ kind: 'last', of, property: ['category'], ...windowed }),
      },
    };
  });
