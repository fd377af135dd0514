import { isTombstone } from '../../domain/profile/profile.ts';
import { decodeProfile } from '../../lambdas/adapters/profile-record.ts';
import type { ProfileScan } from '../../lambdas/adapters/profile-scan.ts';
import type { InMemoryTables } from './in-memory-tables.ts';

/** Scans of the Profiles table in memory, in the order of the ids; parts take turns. */
export function scanInMemory(tables: InMemoryTables): Pick<ProfileScan, 'readProfiles' | 'countRows'> {
  return {
    async readProfiles({ segment, segments, after }, limit) {
      const ids = [...tables.profiles.keys()].sort().filter((_, place) => place % segments === segment);
      const begin = after === undefined ? 0 : ids.indexOf(after) + 1;
      const page = ids.slice(begin, begin + limit);
      const rows = page.map((profileId) => {
        const record = decodeProfile(tables.profiles.get(profileId) ?? {});
        return isTombstone(record)
          ? { profileId, isLiving: false }
          : { profileId, isLiving: true, profile: record };
      });
      return { rows, last: begin + limit >= ids.length ? null : (page.at(-1) ?? null) };
    },
    countRows: async () => tables.profiles.size,
  };
}
