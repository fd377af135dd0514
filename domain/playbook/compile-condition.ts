import type { Condition, EventCondition } from '../segment/condition.ts';
import { parseMoment } from '../time/moment.ts';
import type { AggregateRegistry } from './aggregate-registry.ts';
import { compileCount, timesToKeep } from './compile-count.ts';
import { compileTests } from './compile-matcher.ts';
import { compileSelector, labelOfEvents } from './compile-selector.ts';
import { known } from './known.ts';
import { milliseconds } from './milliseconds.ts';
import type { ConditionSource, EventConditionSource, SinceSource } from './schema/condition-schema.ts';

export interface ConditionScope {
  readonly zone: string;
  readonly aggregates: AggregateRegistry;
  /** On the journey's clock, events count only since the journey's entry unless the author says since when. */
  readonly clock: 'history' | 'journey';
}

/** Compiles a valid condition; the aggregates that it needs are added to the scope's. */
export function compileCondition(source: ConditionSource, scope: ConditionScope): Condition {
  if (source === 'everyone') return { kind: 'everyone' };
  const compile = (inner: ConditionSource): Condition => compileCondition(inner, scope);
  if ('all' in source) return { kind: 'all', of: source.all.map(compile) };
  if ('any' in source) return { kind: 'any', of: source.any.map(compile) };
  if ('not' in source) return { kind: 'not', of: compile(source.not) };
  if ('event' in source) return compileEventCondition(source, scope);
  if ('trait' in source) {
    return { kind: 'trait', path: source.trait.split('.'), matcher: compileTests(source, scope.zone) };
  }
  if ('consent' in source) return { kind: 'consent', purpose: source.consent };
  const { segment, for: duration } = source;
  return {
    kind: 'segment',
    segment,
    ...(duration !== undefined && { forMilliseconds: milliseconds(duration) }),
  };
}

function compileEventCondition(source: EventConditionSource, scope: ConditionScope): EventCondition {
  const count = compileCount(source.count);
  const base = {
    kind: 'event' as const,
    label: labelOfEvents(source.event),
    count,
    ...(source.within !== undefined && { withinMilliseconds: milliseconds(source.within) }),
  };
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
    return { ...base, aggregate };
  }
  const aggregate = scope.aggregates.add({ kind: 'times', of, keep });
  const compiledSince = compileSince(since, scope);
  return { ...base, aggregate, ...(compiledSince && { since: compiledSince }) };
}

function compileSince(since: SinceSource | undefined, scope: ConditionScope): EventCondition['since'] {
  if (since === undefined) return scope.clock === 'journey' ? { kind: 'entry' } : undefined;
  if (since === 'entry') return { kind: 'entry' };
  if (typeof since === 'string') return { kind: 'moment', at: known(parseMoment(since, scope.zone)) };
  if ('segment' in since) return { kind: 'segment', segment: since.segment };
  const of = compileSelector(since, scope.zone);
  return { kind: 'event', aggregate: scope.aggregates.add({ kind: 'times', of, keep: 1 }) };
}
