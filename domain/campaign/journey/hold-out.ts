import type { Profile } from '../../profile/profile.ts';
import type { Campaign } from '../campaign.ts';
import type { Contacts } from '../contacts/contacts.ts';
import type { Journey } from './journey.ts';
import { isInControl, isToBeHeldOut } from './measured-groups.ts';
import { type Progress, type StepInput, traced } from './progress.ts';
import { watchGoal } from './watch-goal.ts';

const HELD_OUT = 'held out: nothing is sent to the guest';

/**
 * Notes which groups the guest is in, for good: whoever they turn out to be stays in them. A journey is held out from its
 * beginning, or from when its guest turned out to be somebody who is.
 */
export function holdOut({ active, campaign, profile, now }: StepInput, progress: Progress): Progress {
  const { journey } = progress;
  const isControl = isInControl(active.program, profile);
  const noted = { ...progress, contacts: withControl(progress.contacts, isControl) };
  if (journey.isHeldOut === true || !isToBe(campaign, profile, journey)) return noted;
  const contacts = withHeldOut(noted.contacts, campaign.id);
  const heldOut = { ...noted, contacts, journey: { ...journey, isHeldOut: true as const } };
  return traced(watchGoal(campaign, heldOut, journey.enteredAt), now, HELD_OUT);
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
