import type { Profile } from '../../profile/profile.ts';
import { namesOf } from '../../profile/stay.ts';
import type { Journey } from './journey.ts';
import { journeyIdOf, segmentOccurrence } from './occurrence.ts';

/** What began with a stay: a journey, or a message of one. */
type Began = Pick<Journey, 'campaign' | 'occurrence' | 'segment'>;

/**
 * The journeys that began with the same stay in a segment, under the names that it had before people turned out to be
 * one: whatever of those has spoken, has spoken for all.
 * @returns ids of journeys that may stand, under any id of the person
 */
export function journeysOfSameStay(profile: Profile, journey: Began): readonly string[] {
  const own = journeyIdOf(journey.campaign, journey.occurrence);
  return journeysOfStay(profile, journey).filter((id) => id !== own);
}

/** As above with the journey's own id, in the order of the names: that which the stay goes by first. Empty where it has one name. */
export function journeysOfStay(
  profile: Profile,
  { campaign, occurrence, segment }: Began,
): readonly string[] {
  if (segment === undefined) return [];
  const prefix = segmentOccurrence(segment, 'entry', '');
  if (!occurrence.startsWith(prefix)) return [];
  const names = namesOf(profile.segments[segment], occurrence.slice(prefix.length));
  return names.map((stay) => journeyIdOf(campaign, segmentOccurrence(segment, 'entry', stay)));
}
