import type { Profile } from '../profile/profile.ts';
import { otherNamesOf } from '../profile/stay.ts';
import type { Journey } from './journey.ts';
import { journeyIdOf, segmentOccurrence } from './occurrence.ts';

/**
 * The journeys that began with the same stay in a segment, under the names that it had before people turned out to be
 * one: whatever of those has spoken, has spoken for all.
 * @returns ids of journeys that may stand, under any id of the person
 */
export function journeysOfSameStay(profile: Profile, journey: Journey): readonly string[] {
  const { campaign, occurrence, segment } = journey;
  if (segment === undefined) return [];
  const prefix = segmentOccurrence(segment, 'entry', '');
  if (!occurrence.startsWith(prefix)) return [];
  const names = otherNamesOf(profile.segments[segment], occurrence.slice(prefix.length));
  return names.map((stay) => journeyIdOf(campaign, segmentOccurrence(segment, 'entry', stay)));
}
