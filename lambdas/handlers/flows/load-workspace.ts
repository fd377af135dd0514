import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { NOBODY } from '../../../domain/identity/identity-record.ts';
import { isTombstone, type ProfileRecord } from '../../../domain/profile/profile.ts';
import type { Workspace } from '../../../domain/profile/workspace.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';

/** Reads the rows of all the events' identifiers, and the profiles that they lead to through tombstones. */
export async function loadWorkspace(
  profileStore: Pick<ProfileStore, 'readIdentities' | 'readProfiles'>,
  events: readonly TrackingEvent[],
): Promise<Workspace> {
  const identifiers = [...new Set(events.flatMap((event) => event.identifiers))];
  const identities = await profileStore.readIdentities(identifiers);
  const profiles = new Map<string, ProfileRecord>();
  let wanted = [...identities.values()].map(({ profileId }) => profileId).filter((id) => id !== NOBODY);
  while (wanted.length > 0) {
    const read = await profileStore.readProfiles([...new Set(wanted)]);
    for (const [profileId, record] of read) profiles.set(profileId, record);
    wanted = [...read.values()]
      .filter(isTombstone)
      .map(({ mergedInto }) => mergedInto)
      .filter((profileId) => !profiles.has(profileId));
  }
  return { identities, profiles };
}
