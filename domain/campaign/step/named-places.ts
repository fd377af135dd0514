import type { Step } from '../step.ts';

/** The places in a campaign's list of steps that a step names; none: it leads to the one that follows it, or nowhere. */
export function namedPlaces(step: Step): readonly number[] {
  switch (step.kind) {
    case 'branch':
      return [...step.arms.map(({ to }) => to), step.after];
    case 'split':
      return step.arms.map(({ to }) => to);
    case 'jump':
      return [step.to];
    default:
      return [];
  }
}
