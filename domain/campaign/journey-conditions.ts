import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Profile } from '../profile/profile.ts';
import { evaluateCondition } from '../segment/condition/evaluate-condition.ts';
import { isAnswerable } from './answerable.ts';
import type { Campaign } from './campaign.ts';
import type { Journey } from './journey.ts';

/** What a journey asks the guest's state. */
export interface JourneyAsking {
  readonly active: ActiveProgram;
  /** The definition that the journey began with. */
  readonly campaign: Campaign;
  readonly profile: Profile;
  readonly journey: Pick<Journey, 'enteredAt'>;
  readonly now: number;
}

/** What one of a campaign's own conditions says; undefined: the campaign has none. */
export interface ConditionAnswer {
  readonly holds: boolean;
  /** Where it could not be asked, the present campaign's was: what to say of that. */
  readonly note?: string;
}

/**
 * Asks `if` or `stopWhen` of the campaign that a journey began with; of one that asks about what the present playbook no
 * longer maintains, the present campaign's instead.
 */
export function askCondition(asking: JourneyAsking, name: 'if' | 'stopWhen'): ConditionAnswer | undefined {
  const { active, campaign, profile, journey, now } = asking;
  const isAsBegun = isAnswerable(active, campaign[name]);
  const condition = (isAsBegun ? campaign : active.program.campaigns[campaign.id])?.[name];
  const note = isAsBegun ? {} : { note: REPLACED[name] };
  if (condition === undefined) return isAsBegun ? undefined : { holds: name === 'if', ...note };
  return { holds: evaluateCondition(active, condition, profile, now, journey.enteredAt).holds, ...note };
}

const REPLACED = {
  if: 'asked `if` of the present playbook: it no longer maintains what the one it began with asks about',
  stopWhen:
    'asked `stopWhen` of the present playbook: it no longer maintains what the one it began with asks about',
};
