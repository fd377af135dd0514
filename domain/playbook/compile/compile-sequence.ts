import type { SequenceStep } from '../../segment/aggregate/aggregate-spec.ts';
import type { SequenceCondition } from '../../segment/condition/condition.ts';
import { milliseconds } from '../milliseconds.ts';
import type { SequenceConditionSource, SequenceStepSource } from '../schema/sequence-schema.ts';
import { VISIT } from '../schema/window-schema.ts';
import { type ConditionScope, visitOf } from './compile-scope.ts';
import { compileSelector, labelOfEvents } from './compile-selector.ts';
import { isSinceEntry } from './compile-since.ts';
import { compileWindow } from './compile-window.ts';

/** Compiles steps in order. */
export function compileSequence(source: SequenceConditionSource, scope: ConditionScope): SequenceCondition {
  const lasting = source.sequence.map(lastingOf).find((duration) => duration !== undefined);
  const { withinMilliseconds } = compileWindow(source.within);
  const isOfVisit = source.within === VISIT;
  const isOfJourney = isSinceEntry(source.since, scope);
  // Since when counts is known beforehand only where nothing but the window says so.
  const window = isOfVisit || isOfJourney ? {} : { withinMilliseconds: withinMilliseconds ?? null };
  const aggregate = scope.aggregates.add({
    kind: 'sequence',
    steps: source.sequence.map((step) => compileStep(step, scope.zone)),
    ...(source.span !== undefined && { spanMilliseconds: milliseconds(source.span) }),
    ...(lasting !== undefined && { quiet: { forMilliseconds: milliseconds(lasting), ...window } }),
  });
  return {
    kind: 'sequence',
    label: source.sequence.map(labelOfStep).join(', then '),
    aggregate,
    ...(withinMilliseconds !== undefined && { withinMilliseconds }),
    ...(isOfVisit && { visit: scope.aggregates.add({ kind: 'visit', visit: visitOf(scope) }) }),
    ...(lasting !== undefined && { forMilliseconds: milliseconds(lasting) }),
    ...(isOfJourney && { since: { kind: 'entry' as const } }),
  };
}

/** How long a `not` must have lasted, written within it or beside it. */
export function lastingOf(step: SequenceStepSource): string | undefined {
  return 'not' in step ? (step.for ?? step.not.for) : undefined;
}

function compileStep(step: SequenceStepSource, zone: string): SequenceStep {
  return 'not' in step
    ? { kind: 'not', of: compileSelector(step.not, zone) }
    : { kind: 'event', of: compileSelector(step, zone) };
}

function labelOfStep(step: SequenceStepSource): string {
  return 'not' in step ? `no ${labelOfEvents(step.not.event)}` : labelOfEvents(step.event);
}
