import { goOn, type Progress, type StepInput, type StepOutcome, traced } from '../journey/progress.ts';
import type { SplitStep } from '../step.ts';
import { drawArm } from './draw-arm.ts';

/** Takes the arm that the guest's seed draws, and remembers it: what is sent on the way is told apart by it. */
export function runSplit({ profile, now }: StepInput, progress: Progress, step: SplitStep): StepOutcome {
  const place = drawArm(profile.seed, step);
  const arm = step.arms[place];
  if (arm === undefined) throw new Error(`step ${step.id} splits into nothing`);
  const { journey } = progress;
  const arms = { ...journey.arms, [step.id]: place + 1 };
  const taken = { ...progress, journey: { ...journey, arms } };
  const what = `step ${step.id}: arm ${place + 1} of ${step.arms.length}, drawn`;
  return goOn(traced(taken, now, what, { step: step.id, arm: place + 1 }), arm.to);
}
