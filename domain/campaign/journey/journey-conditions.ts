import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { evaluateCondition } from '../../segment/condition/evaluate-condition.ts';
import type { Campaign } from '../campaign.ts';
import { isAnswerable } from './answerable.ts';
import { asBegun } from './as-begun.ts';
import type { Journey } from './journey.ts';

/** What a journey asks the guest's state. */
export interface JourneyAsking {
  readonly active: ActiveProgram;
  /** The playbook that the journey began with. */
  readonly begun: ActiveProgram;
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
  const { active, campaign } = asking;
  const own = campaign[name];
  if (isAnswerable(asking, own)) return own && { holds: holdsAsBegun(asking, own) };
  const present = active.program.campaigns[campaign.id]?.[name];
  const note = REPLACED[name];
  if (present === undefined) return { holds: name === 'if', note };
  return { holds: holdsAsBegun({ ...asking, begun: active }, present), note };
}

/** Whether a condition of the playbook that a journey began with holds; one that is answerable. */
export function holdsAsBegun(asking: Omit<JourneyAsking, 'campaign'>, condition: Condition): boolean {
  const { begun, profile, journey, now } = asking;
  return evaluateCondition(begun, asBegun(asking, condition), profile, now, journey.enteredAt).holds;
}

const REPLACED = {
  if: 'asked `if` of the present playbook: it no longer maintains what the one it began with asks about',
  stopWhen:
    'asked `stopWhen` of the present playbook: it no longer maintains what the one it began with asks about',
};
