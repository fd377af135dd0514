import type { Condition } from '../../segment/condition/condition.ts';
import type { Campaign } from '../campaign.ts';

/** All conditions that a campaign's journeys may ask: at each look, in branches and in waits. */
export function conditionsOf({ if: condition, stopWhen, steps }: Campaign): readonly Condition[] {
  const ofSteps = steps.flatMap((step) => {
    if (step.kind === 'wait for event') return [step.until];
    return step.kind === 'branch' ? step.arms.map((arm) => arm.if) : [];
  });
  return [condition, stopWhen, ...ofSteps].filter((asked) => asked !== undefined);
}
