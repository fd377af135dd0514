import type { Campaign } from './campaign.ts';
import type { Contacts } from './contacts.ts';
import type { Delivery } from './delivery.ts';
import type { Journey } from './journey.ts';
import { journeyIdOf } from './occurrence.ts';

/** Tells whether a campaign's journeys exclude each other: then `contacts.open` names the one that counts. */
export function isOneAtATime(campaign: Campaign): boolean {
  return campaign.frequency.kind !== 'every time';
}

/** Notes that a journey began. */
export function withEntry(contacts: Contacts, campaign: Campaign, journey: Journey): Contacts {
  const before = contacts.entered[campaign.id];
  const entered = {
    last: Math.max(before?.last ?? journey.enteredAt, journey.enteredAt),
    times: (before?.times ?? 0) + 1,
  };
  const { profileId, journeyId, enteredAt } = journey;
  return {
    ...contacts,
    entered: { ...contacts.entered, [campaign.id]: entered },
    open: isOneAtATime(campaign)
      ? { ...contacts.open, [campaign.id]: { profileId, journeyId, enteredAt } }
      : contacts.open,
  };
}

/** Notes that a journey is over, if it is the one that counts as open. */
export function withoutOpen(contacts: Contacts, journey: Journey): Contacts {
  if (!isOpen(contacts, journey)) return contacts;
  const { [journey.campaign]: _closed, ...open } = contacts.open;
  return { ...contacts, open };
}

/** Tells whether `contacts.open` names this journey. */
export function isOpen(contacts: Contacts, journey: Journey): boolean {
  const open = contacts.open[journey.campaign];
  return open?.profileId === journey.profileId && open.journeyId === journey.journeyId;
}

/**
 * Tells whether a message was decided on a journey that gave way in a merge: another counts as open. Of a campaign that may
 * be entered again it may also have been entered since; what began after the message was decided is no older journey.
 */
export function isCollapsed(
  contacts: Contacts,
  campaign: Campaign,
  { profileId, occurrence, at }: Pick<Delivery, 'profileId' | 'occurrence' | 'at'>,
): boolean {
  const open = contacts.open[campaign.id];
  if (open === undefined || !isOneAtATime(campaign)) return false;
  const isOwn = open.profileId === profileId && open.journeyId === journeyIdOf(campaign.id, occurrence);
  return !isOwn && (campaign.frequency.kind === 'once' || open.enteredAt <= at);
}
