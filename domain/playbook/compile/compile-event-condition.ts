import type {
  Condition,
  CountRange,
  EventCondition,
  MatchingCondition,
  MeasureCondition,
} from '../../segment/condition/condition.ts';
import { compileMatcher as compileTest } from '../../segment/matcher/compile-matcher.ts';
import { milliseconds } from '../milliseconds.ts';
import type { EventConditionSource } from '../schema/event-condition-schema.ts';
import { VISIT } from '../schema/window-schema.ts';
import { compileCount, timesToKeep } from './compile-count.ts';
import { compileCountOverRange, compileMeasures } from './compile-measure.ts';
import { type ConditionScope, visitOf } from './compile-scope.ts';
import { compileSelector, labelOfEvents } from './compile-selector.ts';
import { compileSince } from './compile-since.ts';
import { compileWindow } from './compile-window.ts';

/** Compiles what a guest did: how often, and what is measured of it. Both must hold. */
export function compileEventCondition(source: EventConditionSource, scope: ConditionScope): Condition {
  const measures = compileMeasures(source, scope);
  const isCounted = source.count !== undefined || measures.every(isTrueOfNothing);
  const conditions = isCounted ? [compileCounting(source, scope), ...measures] : measures;
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : { kind: 'all', of: conditions };
}

/**
 * Whoever never did it has a sum of 0, and has not done it. Where a measure fails of nothing, nobody needs to remember
 * besides that it was done.
 */
function isTrueOfNothing({ measure, matcher }: MeasureCondition): boolean {
  return (measure === 'sum' || measure === 'unique') && compileTest(matcher, 'UTC')([0], 0).holds;
}

function compileCounting(source: EventConditionSource, scope: ConditionScope): Condition {
  if (source.matching !== undefined) return compileMatching(source, source.matching, scope);
  if (Array.isArray(source.within)) return compileCountOverRange(source, scope);
  const count = compileCount(source.count);
  const of = compileSelector(source, scope.zone);
  const keep = timesToKeep(count);
  const { since } = source;
  if (typeof since === 'object' && 'event' in since && since.for !== undefined) {
    const aggregate = scope.aggregates.add({
      kind: 'times-since',
      of,
      since: compileSelector(since, scope.zone),
      spanMilliseconds: milliseconds(since.for),
      keep,
    });
    return { kind: 'event', ...countingOf(source, count, scope), aggregate };
  }
  return { ...sinceOf(source, count, scope), aggregate: scope.aggregates.add({ kind: 'times', of, keep }) };
}

function compileMatching(
  source: EventConditionSource,
  matching: NonNullable<EventConditionSource['matching']>,
  scope: ConditionScope,
): MatchingCondition {
  const count = compileCount(source.count);
  const pairs = Object.entries(matching.on).map(
    ([left, right]) => [left.split('.'), right.split('.')] as const,
  );
  const aggregate = scope.aggregates.add({
    kind: 'matching',
    of: compileSelector(source, scope.zone),
    with: compileSelector(matching, scope.zone),
    on: pairs.sort(([a], [b]) => (a.join('.') < b.join('.') ? -1 : 1)),
    keep: timesToKeep(count),
  });
  const label = `${labelOfEvents(source.event)} matching ${labelOfEvents(matching.event)}`;
  return { ...sinceOf(source, count, scope), kind: 'matching', label, aggregate };
}

/** What all counting conditions say. */
function countingOf(
  source: EventConditionSource,
  count: CountRange,
  scope: ConditionScope,
): Omit<EventCondition, 'kind' | 'aggregate' | 'since'> {
  const { withinMilliseconds } = compileWindow(source.within);
  const isOfVisit = source.within === VISIT;
  return {
    label: labelOfEvents(source.event),
    count,
    ...(withinMilliseconds !== undefined && { withinMilliseconds }),
    ...(isOfVisit && { visit: scope.aggregates.add({ kind: 'visit', visit: visitOf(scope) }) }),
  };
}

function sinceOf(
  source: EventConditionSource,
  count: CountRange,
  scope: ConditionScope,
): Omit<EventCondition, 'aggregate'> {
  const since = compileSince(source.since, scope);
  return { kind: 'event', ...countingOf(source, count, scope), ...(since && { since }) };
}
