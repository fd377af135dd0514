import type { Campaign } from '../campaign.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Journey } from '../journey/journey.ts';
import { journeyIdOf } from '../journey/occurrence.ts';
import type { Contacts } from './contacts.ts';
import { compareJourneys, countingJourneys, excludes, isSame, newestCounting } from './counting-journeys.ts';

/** Tells whether a campaign's journeys exclude each other: then `contacts.open` names the one that counts. */
export function isOneAtATime(campaign: Campaign): boolean {
  return campaign.frequency.kind !== 'every time';
}

/** Notes that a journey began. */
export function withEntry(contacts: Contacts, campaign: Campaign, journey: Journey): Contacts {
  const before = contacts.entered[campaign.id];
  const entered = {
    ...before,
    last: Math.max(before?.last ?? journey.enteredAt, journey.enteredAt),
    times: (before?.times ?? 0) + 1,
  };
  const { profileId, journeyId, enteredAt } = journey;
  if (!isOneAtATime(campaign)) {
    const underWay = (before?.underWay ?? 0) + 1;
    return { ...contacts, entered: { ...contacts.entered, [campaign.id]: { ...entered, underWay } } };
  }
  const open = { profileId, journeyId, enteredAt };
  const counting = newestCounting([...(before?.counting ?? []), open]);
  return {
    ...contacts,
    entered: { ...contacts.entered, [campaign.id]: { ...entered, counting } },
    open: { ...contacts.open, [campaign.id]: open },
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
  return open !== undefined && isSame(open, journey);
}

/**
 * Tells whether a message was decided on a journey that gives way in a merge: an older one counts, and the frequency would
 * not have let both be. Of one that gave way before, another counts as open; of a campaign that may be entered again it may
 * also have been entered since: what began after the message was decided is no older journey.
 */
export function isCollapsed(
  contacts: Contacts,
  campaign: Campaign,
  { profileId, occurrence, at }: Pick<Delivery, 'profileId' | 'occurrence' | 'at'>,
): boolean {
  if (!isOneAtATime(campaign)) return false;
  const journey = { profileId, journeyId: journeyIdOf(campaign.id, occurrence) };
  const counting = countingJourneys(contacts, campaign.id);
  const own = counting.find((other) => isSame(other, journey));
  if (own !== undefined)
    return counting.some((other) => compareJourneys(other, own) < 0 && excludes(campaign, other, own));
  const open = contacts.open[campaign.id];
  if (campaign.frequency.kind === 'once' && counting.length > 0) return true;
  if (open === undefined || isSame(open, journey)) return false;
  return campaign.frequency.kind === 'once' || open.enteredAt <= at;
}
