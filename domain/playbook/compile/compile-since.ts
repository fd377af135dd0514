import type { Opening } from '../../segment/aggregate/aggregate-spec.ts';
import type { Since } from '../../segment/condition/condition.ts';
import { parseMoment } from '../../time/moment.ts';
import { known } from '../known.ts';
import { milliseconds } from '../milliseconds.ts';
import type { SinceSource } from '../schema/event-condition-schema.ts';
import type { ConditionScope } from './compile-scope.ts';
import { compileSelector } from './compile-selector.ts';

const ENTRY = { kind: 'entry' } as const;

/** After which moment events count; on the journey's clock after its beginning, unless the author says otherwise. */
export function compileSince(since: SinceSource | undefined, scope: ConditionScope): Since | undefined {
  if (isSinceEntry(since, scope)) return ENTRY;
  if (since === undefined) return undefined;
  if (typeof since === 'string') return { kind: 'moment', at: momentOf(since, scope) };
  if ('segment' in since) {
    return { kind: 'segment', segment: since.segment, aggregate: scope.entryOf(since.segment) };
  }
  const of = compileSelector(since, scope.zone);
  return { kind: 'event', aggregate: scope.aggregates.add({ kind: 'times', of, keep: 1 }) };
}

/** Where a measure begins anew: after an event, or a segment's entry. */
export function compileOpening(
  since: Exclude<SinceSource, string>,
  scope: Pick<ConditionScope, 'zone' | 'entryOf'>,
): Opening {
  if ('segment' in since) return { kind: 'entry', aggregate: scope.entryOf(since.segment) };
  return {
    kind: 'event',
    of: compileSelector(since, scope.zone),
    ...(since.for !== undefined && { spanMilliseconds: milliseconds(since.for) }),
  };
}

/** Tells whether only what happens after the journey's beginning counts. */
export function isSinceEntry(
  since: SinceSource | undefined,
  { clock }: Pick<ConditionScope, 'clock'>,
): boolean {
  return since === 'entry' || (since === undefined && clock === 'journey');
}

/** The moment of a date that checking has let through. */
export function momentOf(date: string, { zone }: Pick<ConditionScope, 'zone'>): number {
  return known(parseMoment(date, zone));
}
