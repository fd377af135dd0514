import type { Campaign } from '../../campaign/campaign.ts';
import { countVariants, MOST_VARIANTS } from '../../campaign/step/count-variants.ts';
import { namedPlaces } from '../../campaign/step/named-places.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { evaluateCondition } from '../../segment/condition/evaluate-condition.ts';
import type { ActiveProgram } from './active-program.ts';
import { aggregatesNamedBy, conditionsAskedBy } from './asked-by-campaign.ts';

/** On whom a campaign is tried out. */
export interface Rehearsal {
  readonly active: ActiveProgram;
  readonly profile: Profile;
  readonly now: number;
}

/**
 * Asks all that a campaign asks, once, and follows its steps.
 * @throws whatever it stumbles over
 */
export function rehearseCampaign(rehearsal: Rehearsal, campaign: Campaign): void {
  const { id, steps } = campaign;
  for (const condition of conditionsAskedBy(campaign)) rehearseCondition(rehearsal, condition, id);
  const { aggregates } = rehearsal.active.program;
  for (const aggregate of aggregatesNamedBy(campaign)) {
    if (!Object.hasOwn(aggregates, aggregate)) throw new Error(`${id} reads what nothing remembers`);
  }
  if (new Set(steps.map((step) => step.id)).size < steps.length)
    throw new Error(`two steps of ${id} have the same id`);
  for (const [place, step] of steps.entries()) {
    const isForward = namedPlaces(step).every((to) => to > place && to <= steps.length);
    // A journey that went back might never end.
    if (!isForward) throw new Error(`step ${step.id} of ${id} leads nowhere`);
  }
  if (countVariants(steps) > MOST_VARIANTS) throw new Error(`nobody can count the messages of ${id}`);
}

/**
 * Asks a condition.
 * @throws where nobody can answer it
 */
export function rehearseCondition(
  { active, profile, now }: Rehearsal,
  condition: Condition,
  asker: string,
): void {
  const verdict: unknown = evaluateCondition(active, condition, profile, now, now);
  if (verdict === undefined) throw new Error(`nobody can answer what ${asker} asks`);
}
