import type {
  AggregateSpec,
  EventSelector,
  Measure,
  Measured,
} from '../../segment/aggregate/aggregate-spec.ts';
import type { MeasureCondition } from '../../segment/condition/condition.ts';
import type { Matcher } from '../../segment/matcher/matcher.ts';
import type { EventConditionSource } from '../schema/event-condition-schema.ts';
import { MEASURES, type MeasureSource } from '../schema/measure-schema.ts';
import { VISIT, type WindowSource } from '../schema/window-schema.ts';
import { compileCount } from './compile-count.ts';
import { compileTests } from './compile-matcher.ts';
import { type ConditionScope, type PlaybookScope, visitOf } from './compile-scope.ts';
import { compileSelector, labelOfEvents } from './compile-selector.ts';
import { compileOpening, isSinceEntry, momentOf } from './compile-since.ts';
import { compileWindow } from './compile-window.ts';

/** Whoever asks since the journey's beginning is told of so many events, the latest. */
const RECENT_EVENTS = 32;

/** A value of events in a window: all that a computed trait asks, and a condition that says no `since`. */
export function measureInWindow(
  measured: Measured,
  within: WindowSource | undefined,
  scope: Pick<PlaybookScope, 'visit'>,
): AggregateSpec {
  if (within !== VISIT) return { kind: 'measure', ...measured, ...compileWindow(within) };
  return { kind: 'measure-since', ...measured, since: { kind: 'visit', visit: visitOf(scope) } };
}

/** Compiles each measure that an event condition names. */
export function compileMeasures(source: EventConditionSource, scope: ConditionScope): MeasureCondition[] {
  return MEASURES.flatMap((measure) => {
    const asked = source[measure];
    return asked === undefined ? [] : [compileMeasure(measure, asked, source, scope)];
  });
}

/** A count between two ends that both move: by the buckets of a measure. */
export function compileCountOverRange(source: EventConditionSource, scope: ConditionScope): MeasureCondition {
  const of = compileSelector(source, scope.zone);
  const spec = measureInWindow({ of, measure: 'count', property: null }, source.within, scope);
  const { atLeast, atMost } = compileCount(source.count);
  const upper = atMost === undefined ? [] : [{ op: 'atMost' as const, value: atMost }];
  const matcher: Matcher = { tests: [{ op: 'atLeast', value: atLeast }, ...upper], ignoreCase: false };
  const label = labelOfEvents(source.event);
  return { kind: 'measure', label, measure: 'count', aggregate: scope.aggregates.add(spec), matcher };
}

function compileMeasure(
  measure: Exclude<Measure, 'count'>,
  { of: property, ...tests }: MeasureSource,
  source: EventConditionSource,
  scope: ConditionScope,
): MeasureCondition {
  const of = compileSelector(source, scope.zone);
  const measured: Measured = { of, measure, property: property.split('.') };
  const condition = {
    kind: 'measure' as const,
    label: labelOfEvents(source.event),
    measure,
    property,
    matcher: compileTests(tests, scope.zone),
  };
  if (isSinceEntry(source.since, scope)) {
    const aggregate = scope.aggregates.add({ kind: 'recent', keep: RECENT_EVENTS, ...measured });
    return { ...condition, aggregate, since: { kind: 'entry' }, ...compileWindow(source.within) };
  }
  return { ...condition, aggregate: scope.aggregates.add(measureSince(measured, source, scope)) };
}

/**
 * What is measured of events, since something or in a window. Only a duration stands beside a `since`, and only a date
 * beside the visit: checking makes sure of it.
 */
export function measureSince(
  measured: Measured,
  { since, within }: Pick<EventConditionSource, 'since' | 'within'>,
  scope: ConditionScope,
): AggregateSpec {
  if (since === undefined) return measureInWindow(measured, within, scope);
  if (typeof since === 'string') {
    const of: EventSelector = { ...measured.of, after: momentOf(since, scope) - 1 };
    return measureInWindow({ ...measured, of }, within, scope);
  }
  return {
    kind: 'measure-since',
    ...measured,
    since: compileOpening(since, scope),
    ...compileWindow(within),
  };
}
