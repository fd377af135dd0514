import { isAnswerable } from '../journey/answerable.ts';
import { holdsAsBegun } from '../journey/journey-conditions.ts';
import { goOn, type Progress, type StepInput, type StepOutcome, traced } from '../journey/progress.ts';
import type { BranchStep } from '../step.ts';

/**
 * Takes the first arm whose condition holds; where none does, what follows the branch. A condition of an earlier playbook
 * that the present one can no longer answer counts as false, and the trace says so.
 */
export function runBranch(input: StepInput, progress: Progress, step: BranchStep): StepOutcome {
  const { now } = input;
  const asking = { ...input, journey: progress.journey };
  let asked = progress;
  for (const [index, arm] of step.arms.entries()) {
    const called = `step ${step.id}: arm ${index + 1}`;
    const taken = { step: step.id, arm: index + 1 };
    const { if: condition } = arm;
    if (condition === undefined) return goOn(traced(asked, now, `${called}, as no other`, taken), arm.to);
    if (!isAnswerable(input, condition)) {
      asked = traced(asked, now, `${called} is false: the present playbook cannot answer what it asks`);
    } else if (holdsAsBegun(asking, condition)) {
      return goOn(traced(asked, now, called, taken), arm.to);
    }
  }
  return goOn(traced(asked, now, `step ${step.id}: no arm`, { step: step.id }), step.after);
}
