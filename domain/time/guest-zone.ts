import type { Program } from '../playbook/program/program.ts';
import type { Profile } from '../profile/profile.ts';
import { isZone } from './is-zone.ts';

/**
 * The IANA zone that a guest lives by: the trait `timezone`, else what their device said last, else that of a venue, else the
 * house's. What is no zone is passed over.
 * @param venue id of the one that the triggering event named, if it is known
 */
export function guestZone(
  { traits, surroundings }: Pick<Profile, 'traits' | 'surroundings'>,
  { timezone, venues }: Pick<Program, 'timezone' | 'venues'>,
  venue?: string,
): string {
  const ofVenue = venue !== undefined && Object.hasOwn(venues, venue) ? venues[venue]?.timezone : undefined;
  return [traits.timezone?.value, surroundings.timezone?.value, ofVenue].find(isZone) ?? timezone;
}
