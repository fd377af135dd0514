import type { Profile } from '../../profile/profile.ts';
import { otherProfileIdsOf } from '../journey/decision.ts';
import type { Journey } from '../journey/journey.ts';
import { withRefused } from '../journey/refused-entry.ts';
import type { RefusedBecause } from './contacts.ts';

/** That a campaign did not begin, to be written with the guest's profile. */
export interface NotedRefusal {
  /** With its new contacts; its version is one more than the one that must still stand. */
  readonly profile: Profile;
  /** The journey that did not begin: where its row stands, under this id or another of the person's, it did, and what is refused is a repeat. */
  readonly journey: Pick<Journey, 'profileId' | 'journeyId'>;
  readonly otherProfileIds: readonly string[];
}

/**
 * Says what to write where a journey does not begin.
 * @param journey as it would have begun
 * @returns undefined where the profile says it already, or has no room
 */
export function noteRefusal(
  profile: Profile,
  journey: Journey,
  because: RefusedBecause,
  now: number,
): NotedRefusal | undefined {
  const { campaign, occurrence, profileId, journeyId } = journey;
  const contacts = withRefused(profile.contacts, campaign, { at: now, because, occurrence });
  if (contacts === profile.contacts) return undefined;
  return {
    profile: { ...profile, version: profile.version + 1, contacts },
    journey: { profileId, journeyId },
    otherProfileIds: otherProfileIdsOf(profile, journey),
  };
}
