import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { EventSelector } from '../aggregate/aggregate-spec.ts';
import type { Asking } from '../condition/asking.ts';
import type { Condition } from '../condition/condition.ts';
import { compileSelector } from '../matcher/compile-selector.ts';
import { compileCounted } from './compile-counted.ts';
import { asEvidence, type Evidence } from './evidence.ts';
import { traceSequence } from './trace-sequence.ts';

/** Of the events behind a condition so many are told, the newest. */
export const MAXIMUM_EVIDENCE = 5;

/** The newest of the events that count for a condition itself, newest first: not those of the conditions it is made of. */
export function findEvidence(
  asking: Asking,
  condition: Condition,
  events: readonly TrackingEvent[],
): readonly Evidence[] {
  if (condition.kind === 'sequence') return traceSequence(asking, condition, events)?.evidence ?? [];
  const counted = newestOf(events, compileCounted(asking, condition));
  const decisive = decisiveOf(asking, condition);
  if (decisive === undefined) return counted.slice(0, MAXIMUM_EVIDENCE);
  return counted.slice(...(decisive === 'first' ? [-1] : [0, 1]));
}

/** The newest of the events that a selector means, newest first. */
export function findEvidenceOf(
  { program }: ActiveProgram,
  selector: EventSelector,
  events: readonly TrackingEvent[],
): readonly Evidence[] {
  return newestOf(events, compileSelector(selector, program.timezone)).slice(0, MAXIMUM_EVIDENCE);
}

/** Of a first or a latest value one event alone counts. */
function decisiveOf({ active }: Asking, condition: Condition): 'first' | 'last' | undefined {
  const { aggregates, computedTraits } = active.program;
  if (condition.kind === 'list') return 'last';
  if (condition.kind !== 'trait') return undefined;
  const [name = ''] = condition.path;
  const own = condition.computed ?? (Object.hasOwn(computedTraits, name) ? computedTraits[name] : undefined);
  const kind = own === undefined ? undefined : aggregates[own.aggregate]?.kind;
  return kind === 'first' || kind === 'last' ? kind : undefined;
}

function newestOf(
  events: readonly TrackingEvent[],
  isBehind: (event: TrackingEvent) => boolean,
): readonly Evidence[] {
  return events.filter(isBehind).sort(newestFirst).map(asEvidence);
}

/** By (time, messageId). */
function newestFirst(a: TrackingEvent, b: TrackingEvent): number {
  return b.time - a.time || (a.messageId < b.messageId ? 1 : -1);
}
