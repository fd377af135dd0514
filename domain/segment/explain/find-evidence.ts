import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/active-program.ts';
import type { EventSelector } from '../aggregate/aggregate-spec.ts';
import type { Condition } from '../condition/condition.ts';
import { aggregatesOf, findDependencies } from '../condition/find-dependencies.ts';
import { selectorsOf } from '../lookup/selectors-of.ts';
import { compileSelector } from '../matcher/compile-selector.ts';

/** Of the events behind a condition so many are told, the newest. */
export const MAXIMUM_EVIDENCE = 5;

/** An event that a condition looks at. */
export interface Evidence {
  readonly messageId: string;
  /** Its name; the type of a call that has none. */
  readonly event: string;
  readonly time: number;
}

/** The newest of the events that a condition itself looks at, newest first: not those of the conditions it is made of. */
export function findEvidence(
  active: ActiveProgram,
  condition: Condition,
  events: readonly TrackingEvent[],
): readonly Evidence[] {
  return newestOf(events, compileEvidence(active, condition));
}

/** The newest of the events that a selector means, newest first. */
export function findEvidenceOf(
  { program }: ActiveProgram,
  selector: EventSelector,
  events: readonly TrackingEvent[],
): readonly Evidence[] {
  return newestOf(events, compileSelector(selector, program.timezone));
}

function newestOf(
  events: readonly TrackingEvent[],
  isBehind: (event: TrackingEvent) => boolean,
): readonly Evidence[] {
  return events
    .filter(isBehind)
    .sort((a, b) => b.time - a.time || (a.messageId < b.messageId ? 1 : -1))
    .slice(0, MAXIMUM_EVIDENCE)
    .map(({ messageId, name, type, time }) => ({ messageId, event: name ?? type, time }));
}

function compileEvidence(active: ActiveProgram, condition: Condition): (event: TrackingEvent) => boolean {
  const { program } = active;
  if (condition.kind === 'consent') return ({ consent }) => Object.hasOwn(consent, condition.purpose);
  if (condition.kind === 'trait') {
    const { traits, aggregates } = findDependencies(condition, program);
    const isMatch = compileAny(active, [...aggregates]);
    return (event) => isMatch(event) || [...traits].some((name) => Object.hasOwn(event.traits, name));
  }
  return compileAny(active, aggregatesOf(condition));
}

function compileAny({ program }: ActiveProgram, ids: readonly string[]): (event: TrackingEvent) => boolean {
  const selectors = ids.flatMap((id) => {
    const spec = program.aggregates[id];
    return spec === undefined ? [] : selectorsOf(spec);
  });
  const compiled = selectors.map((selector) => compileSelector(selector, program.timezone));
  return (event) => compiled.some((isMatch) => isMatch(event));
}
