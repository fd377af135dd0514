import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { IdentityRecord } from '../../domain/identity/identity-record.ts';
import { isTombstone, type Profile, type ProfileRecord } from '../../domain/profile/profile.ts';
import type { ProfileWrite } from '../../domain/profile/profile-write.ts';
import { batchGet } from './batch-get.ts';
import { decodeIdentity } from './identity-row.ts';
import { decodeProfile } from './profile-record.ts';
import { writeProfile } from './profile-transaction.ts';
import type { Sleep } from './sleep.ts';

export interface ProfileStore {
  /** The living profile that an id leads to through tombstones; undefined if there is none. */
  readLiving(profileId: string): Promise<Profile | undefined>;
  /** The living profile that `namespace#value` leads to. */
  findByIdentifier(identifier: string): Promise<Profile | undefined>;
  /** The rows of these identifiers that exist. */
  readIdentities(identifiers: readonly string[]): Promise<Map<string, IdentityRecord>>;
  /** The profiles and tombstones of these ids that exist; tombstones are not followed. */
  readProfiles(profileIds: readonly string[]): Promise<Map<string, ProfileRecord>>;
  /** @throws {VersionConflictError} where somebody else wrote first: read again and decide anew */
  write(write: ProfileWrite): Promise<void>;
}

/** Profiles and Identities: every read is consistent, every write conditional on the version. */
export function createProfileStore(options: {
  client: DynamoDBDocumentClient;
  profilesTable: string;
  identitiesTable: string;
  sleep?: Sleep;
}): ProfileStore {
  const { client, profilesTable, identitiesTable, sleep } = options;

  const readProfiles: ProfileStore['readProfiles'] = async (profileIds) => {
    const keys = profileIds.map((profileId) => ({ profileId }));
    const items = await batchGet(client, profilesTable, keys, sleep);
    return new Map(items.map(decodeProfile).map((record) => [record.profileId, record]));
  };

  const readIdentities: ProfileStore['readIdentities'] = async (identifiers) => {
    const keys = identifiers.map((identifier) => ({ identifier }));
    const items = await batchGet(client, identitiesTable, keys, sleep);
    return new Map(items.map(decodeIdentity).map((record) => [record.identifier, record]));
  };

  const readLiving: ProfileStore['readLiving'] = async (profileId) => {
    const record = (await readProfiles([profileId])).get(profileId);
    return record !== undefined && isTombstone(record) ? readLiving(record.mergedInto) : record;
  };

  return {
    readLiving,
    findByIdentifier: async (identifier) => {
      const row = (await readIdentities([identifier])).get(identifier);
      return row === undefined || row.profileId === '' ? undefined : readLiving(row.profileId);
    },
    readIdentities,
    readProfiles,
    write: (write) => writeProfile(options, write),
  };
}
