import type { Program } from '../playbook/program.ts';
import type { Profile } from '../profile/profile.ts';
import type { Campaign } from './campaign.ts';
import type { Contacts, Watch } from './contacts.ts';
import { isInControl, isToBeHeldOut } from './measured-groups.ts';
import { type Progress, traced } from './progress.ts';
import { isOf, withWatches } from './watches.ts';

const HELD_OUT = 'held out: nothing is sent to the guest';

/**
 * Notes which groups the guest is in, for good: whoever they turn out to be stays in them. A journey is held out from its
 * beginning, or from when its guest turned out to be somebody who is.
 */
export function holdOut(
  {
    campaign,
    profile,
    program,
    now,
  }: {
    readonly campaign: Campaign;
    readonly profile: Profile;
    readonly program: Program;
    readonly now: number;
  },
  progress: Progress,
): Progress {
  const { journey } = progress;
  const noted = { ...progress, contacts: withControl(progress.contacts, isInControl(program, profile)) };
  const isKnown = campaign.holdout !== undefined && profile.contacts.heldOut?.includes(campaign.id) === true;
  const isBeginning = journey.revision === 0;
  if (journey.isHeldOut === true || !(isKnown || (isBeginning && isToBeHeldOut(campaign, profile))))
    return noted;
  const contacts = withHeldOut(noted.contacts, campaign.id);
  const heldOut = { ...noted, contacts, journey: { ...journey, isHeldOut: true as const } };
  return traced(watchGoal(campaign, heldOut, journey.enteredAt), now, HELD_OUT);
}

/** Has the journey told of its goal, from a moment on, unless it is or was already. */
export function watchGoal(campaign: Campaign, progress: Progress, from: number): Progress {
  const { goal } = campaign;
  const { journey, contacts } = progress;
  const isWatched = contacts.watches?.some((watch) => watch.kind === 'goal' && isOf(watch, journey)) === true;
  if (
    goal === undefined ||
    isWatched ||
    journey.firstSendAt !== undefined ||
    journey.convertedAt !== undefined
  )
    return progress;
  const { profileId, journeyId } = journey;
  const { aggregate, withinMilliseconds } = goal;
  const until = from + withinMilliseconds;
  const watch: Watch = { kind: 'goal', profileId, journeyId, campaign: campaign.id, aggregate, from, until };
  return { ...progress, contacts: withWatches(contacts, journey, [watch]) };
}

function withControl(contacts: Contacts, isControl: boolean): Contacts {
  return isControl && contacts.isControl !== true ? { ...contacts, isControl } : contacts;
}

function withHeldOut(contacts: Contacts, campaign: string): Contacts {
  const { heldOut = [] } = contacts;
  return heldOut.includes(campaign) ? contacts : { ...contacts, heldOut: [...heldOut, campaign].sort() };
}
