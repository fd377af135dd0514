import type { Profile } from '../../profile/profile.ts';
import type { Campaign } from '../campaign.ts';
import type { Contacts } from '../contacts/contacts.ts';
import type { Journey } from './journey.ts';
import { isInControl, isToBeHeldOut } from './measured-groups.ts';
import { type Progress, type StepInput, traced } from './progress.ts';
import { GOAL_REACHED } from './record-goal.ts';
import { watchGoal } from './watch-goal.ts';

const HELD_OUT = 'held out: nothing is sent to the guest';

/**
 * Notes which groups the guest is in, for good: whoever they turn out to be stays in them. A journey is held out from its
 * beginning, or from when its guest turned out to be somebody who is.
 */
export function holdOut(input: StepInput, progress: Progress): Progress {
  const { active, campaign, profile, now } = input;
  const { journey } = progress;
  const isControl = isInControl(active.program, profile);
  const noted = { ...progress, contacts: withControl(progress.contacts, isControl) };
  if (journey.isHeldOut === true || !isToBe(campaign, profile, journey)) return noted;
  const contacts = withHeldOut(noted.contacts, campaign.id);
  const heldOut = traced({ ...noted, contacts, journey: { ...journey, isHeldOut: true } }, now, HELD_OUT);
  const reachedAt = reachedMeanwhile(input, journey);
  if (reachedAt === undefined) return watchGoal(campaign, heldOut, journey.enteredAt);
  const reached = { ...heldOut, journey: { ...heldOut.journey, convertedAt: reachedAt } };
  return traced(reached, now, GOAL_REACHED);
}

/**
 * When the goal was reached between the merge that told of it and this look, in which nobody looked out for it. Of what came
 * before the merge it is not told; imports, which count for no goal, are older.
 */
function reachedMeanwhile(
  { campaign: { goal }, profile, toldAt }: StepInput,
  { enteredAt, firstSendAt, convertedAt }: Journey,
): number | undefined {
  if (goal === undefined || toldAt === undefined || (firstSendAt ?? convertedAt) !== undefined)
    return undefined;
  const times = profile.aggregates[goal.aggregate];
  const from = Math.max(enteredAt, toldAt);
  const until = enteredAt + goal.withinMilliseconds;
  const reached = (Array.isArray(times) ? times : []).filter(
    (time) => typeof time === 'number' && time > from && time <= until,
  ) as number[];
  return reached.length === 0 ? undefined : Math.min(...reached);
}

/** Drawn as it begins; later only what is known counts. */
function isToBe(campaign: Campaign, profile: Profile, { revision }: Journey): boolean {
  if (revision === 0) return isToBeHeldOut(campaign, profile);
  return campaign.holdout !== undefined && profile.contacts.heldOut?.includes(campaign.id) === true;
}

function withControl(contacts: Contacts, isControl: boolean): Contacts {
  return isControl && contacts.isControl !== true ? { ...contacts, isControl } : contacts;
}

function withHeldOut(contacts: Contacts, campaign: string): Contacts {
  const { heldOut = [] } = contacts;
  return heldOut.includes(campaign) ? contacts : { ...contacts, heldOut: [...heldOut, campaign].sort() };
}
