import type { PathStep } from '../problem/problem.ts';
import type { StepSource } from '../schema/step-schema.ts';

/** Calls `visit` for each step, and for each step within it, with the path at which it stands. */
export function visitSteps(
  steps: readonly StepSource[],
  path: readonly PathStep[],
  visit: (step: StepSource, path: readonly PathStep[]) => void,
): void {
  for (const [index, step] of steps.entries()) {
    const here = [...path, index];
    visit(step, here);
    for (const { steps: inner, path: within } of armsOf(step)) visitSteps(inner, [...here, ...within], visit);
  }
}

interface Arm {
  readonly steps: readonly StepSource[];
  /** From the step on. */
  readonly path: readonly PathStep[];
}

/** The lists of steps that a branch or a split chooses from; none of all other steps. */
export function armsOf(step: StepSource): readonly Arm[] {
  if ('split' in step)
    return step.split.map(({ steps }, index) => ({ steps, path: ['split', index, 'steps'] }));
  if (!('branch' in step)) return [];
  return step.branch.map((arm, index) =>
    'else' in arm
      ? { steps: arm.else, path: ['branch', index, 'else'] }
      : { steps: arm.steps, path: ['branch', index, 'steps'] },
  );
}
