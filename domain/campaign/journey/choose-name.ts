import { isGuestOf } from '../../profile/is-guest-of.ts';
import type { Profile } from '../../profile/profile.ts';
import { countingJourneys, isSame } from '../contacts/counting-journeys.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { otherProfileIds, rowsOfSameStay } from './decision.ts';
import { journeyIdOf } from './occurrence.ts';
import { journeysOfSameStay, journeysOfStay } from './same-stay.ts';

/** Of the same step of the same stay: where rows of its other names may lie. None where it has one name. */
export function rowsOfOtherNames(
  profile: Profile,
  delivery: Delivery,
): readonly Pick<Delivery, 'profileId' | 'deliveryId'>[] {
  return rowsOfSameStay({
    journey: delivery,
    deliveries: [delivery],
    otherProfileIds: otherProfileIds(profile, delivery.profileId),
    sameStay: journeysOfSameStay(profile, delivery),
  });
}

/**
 * Decides whether a message in hand leaves, where the same was decided under other names of its stay before two people
 * turned out to be one: of those that stand exactly one does, whichever are in hand at once. That is the one whose journey
 * counts as open, else the one of the first of the names.
 * @param others rows of the other names
 * @returns `wait`: another that gives way to this one is in somebody's hands, and may have been sent before it knew
 */
export function chooseName(
  profile: Profile,
  delivery: Delivery,
  others: readonly Delivery[],
): 'leaves' | 'said' | 'wait' {
  // Somebody who was split off keeps the names that the stay had, and their rows may lie under the same id.
  const standing = others.filter(({ status, event }) => status !== 'suppressed' && isGuestOf(profile, event));
  if (standing.some(({ status }) => status !== 'requested' && status !== 'sending')) return 'said';
  const own = rankOf(profile, delivery);
  if (standing.some((other) => rankOf(profile, other) < own)) return 'said';
  return standing.some(({ status }) => status === 'sending') ? 'wait' : 'leaves';
}

function rankOf(profile: Profile, delivery: Delivery): number {
  const journeyId = journeyIdOf(delivery.campaign, delivery.occurrence);
  const journey = { profileId: delivery.profileId, journeyId };
  const counting = countingJourneys(profile.contacts, delivery.campaign);
  const place = counting.findIndex((other) => isSame(other, journey));
  // As its end at delivery is decided: of those that count the older stays.
  if (place !== -1) return place - counting.length - 1;
  const open = profile.contacts.open[delivery.campaign];
  return open !== undefined && isSame(open, journey)
    ? -1
    : journeysOfStay(profile, delivery).indexOf(journeyId);
}
