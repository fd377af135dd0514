import { type MemberChange, memberChangesOf } from '../../../domain/profile/member-change.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';

/**
 * What the profiles say by now of memberships that once changed.
 * @throws {UnavailableError} where a retry may help
 */
export async function readMemberships(
  profiles: Pick<ProfileStore, 'readProfiles'>,
  changes: readonly MemberChange[],
): Promise<readonly MemberChange[]> {
  const records = await profiles.readProfiles(changes.map(({ profileId }) => profileId));
  return changes.flatMap((change) => {
    const record = records.get(change.profileId);
    return record === undefined ? [{ ...change, since: null }] : memberChangesOf(record, [change.segment]);
  });
}
