import type { TrackingEvent } from '../../event/tracking-event.ts';
import { compileSelector } from '../matcher/compile-selector.ts';
import type { SequenceStep } from './aggregate-spec.ts';

/** Which steps of a sequence an event matches: bit i for step i. */
export type StepMask = number;

/** A positive step: its own bit, and that of the `not` which guards what comes after it, if there is one. */
export interface PositiveStep {
  readonly bit: StepMask;
  readonly guard: StepMask;
}

/** Makes the function that tells which steps an event matches; 0: it has no part in the sequence. */
export function compileSteps(
  steps: readonly SequenceStep[],
  zone: string,
): (event: TrackingEvent) => StepMask {
  const tests = steps.map(({ of }) => compileSelector(of, zone));
  return (event) => tests.reduce((mask, isMatch, place) => (isMatch(event) ? mask | (1 << place) : mask), 0);
}

/** The steps that must happen, in order. */
export function positiveStepsOf(steps: readonly SequenceStep[]): PositiveStep[] {
  return steps.flatMap(({ kind }, place) => {
    if (kind === 'not') return [];
    const isGuarded = steps[place + 1]?.kind === 'not';
    return [{ bit: 1 << place, guard: isGuarded ? 1 << (place + 1) : 0 }];
  });
}

/** Among events of one millisecond: by the first step that each matches, then by all of them. */
export function compareMasks(a: StepMask, b: StepMask): number {
  return (a & -a) - (b & -b) || a - b;
}
