import type { Step } from '../step.ts';
import { namedPlaces } from './named-places.ts';

/** The places to which a step at a place may lead; none: the journey ends there. Past an `else` a branch leads nowhere. */
export function nextPlaces(step: Step, place: number): readonly number[] {
  switch (step.kind) {
    case 'branch':
      return hasElse(step) ? step.arms.map(({ to }) => to) : namedPlaces(step);
    case 'split':
    case 'jump':
      return namedPlaces(step);
    case 'end':
      return [];
    default:
      return [place + 1];
  }
}

function hasElse({ arms }: Extract<Step, { readonly kind: 'branch' }>): boolean {
  return arms.some((arm) => arm.if === undefined);
}
