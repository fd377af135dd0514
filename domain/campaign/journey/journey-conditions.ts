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

/** What is asked of the guest's state, put as it is asked. */
export interface ConditionAsked {
  /** Undefined: there is none. */
  readonly condition: Condition | undefined;
  /** The playbook that says what it means. */
  readonly by: ActiveProgram;
  /** Where it is not the journey's own: what to say of that. */
  readonly note?: string;
}

/**
 * Asks `if` or `stopWhen` of the campaign that a journey began with; of one that asks about what the present playbook no
 * longer maintains, the present campaign's instead.
 */
export function askCondition(asking: JourneyAsking, name: 'if' | 'stopWhen'): ConditionAnswer | undefined {
  const { profile, now, journey } = asking;
  const { condition, by, note } = conditionAsked(asking, name);
  if (condition === undefined) return note === undefined ? undefined : { holds: name === 'if', note };
  const { holds } = evaluateCondition(by, condition, profile, now, journey.enteredAt);
  return { holds, ...(note !== undefined && { note }) };
}

/** What `askCondition` asks. */
export function conditionAsked(
  asking: Pick<JourneyAsking, 'active' | 'begun' | 'campaign'>,
  name: 'if' | 'stopWhen',
): ConditionAsked {
  const { active, begun, campaign } = asking;
  const own = campaign[name];
  if (isAnswerable(asking, own)) return { condition: own && asBegun(asking, own), by: begun };
  return { condition: active.program.campaigns[campaign.id]?.[name], by: active, note: REPLACED[name] };
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
