import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { NOBODY } from '../../../domain/identity/identity-record.ts';
import { isTombstone, type ProfileRecord } from '../../../domain/profile/profile.ts';
import { followTombstones, type Workspace } from '../../../domain/profile/workspace.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';

type Reads = Pick<ProfileStore, 'readIdentities' | 'readProfiles'>;

/** A split between two of our reads is seen at once by the next; a row that leads wrong for good is not waited for. */
const ATTEMPTS = 3;

/** Reads the rows of all the events' identifiers, and the profiles that they lead to through tombstones. */
export async function loadWorkspace(
  profileStore: Reads,
  events: readonly TrackingEvent[],
): Promise<Workspace> {
  const identifiers = [...new Set(events.flatMap((event) => event.identifiers))];
  let workspace = await readWorkspace(profileStore, identifiers);
  for (let attempt = 1; attempt < ATTEMPTS && isTorn(workspace); attempt += 1) {
    workspace = await readWorkspace(profileStore, identifiers);
  }
  return workspace;
}

async function readWorkspace(profileStore: Reads, identifiers: readonly string[]): Promise<Workspace> {
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

/** Whether a row leads to somebody who does not hold its identifier: they were split after the row was read. */
function isTorn(workspace: Workspace): boolean {
  return [...workspace.identities.values()].some(({ identifier, profileId }) => {
    const holder = profileId === NOBODY ? undefined : followTombstones(workspace, profileId);
    return holder !== undefined && !Object.hasOwn(holder.identifiers, identifier);
  });
}
