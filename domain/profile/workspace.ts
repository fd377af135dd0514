import { MaitredError } from '../error/maitred-error.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import { type IdentityRecord, NOBODY } from '../identity/identity-record.ts';
import { isTombstone, type Profile, type ProfileRecord } from './profile.ts';

/** What a decision about people is taken on: rows as they were read, consistently, before it. */
export interface Workspace {
  /** By identifier: the rows that exist. */
  readonly identities: ReadonlyMap<string, IdentityRecord>;
  /** By id: every profile that a row leads to, and the tombstones on the way. */
  readonly profiles: ReadonlyMap<string, ProfileRecord>;
  /** All events of these identifiers, read after the profiles were; only where they were asked for. */
  readonly history?: ReadonlyMap<string, readonly TrackingEvent[]>;
  /** Identifiers whose history is too long to be read here: their people go to the refold queue. */
  readonly tooLong?: ReadonlySet<string>;
}

/** The living profile that an identifier leads to; undefined: nobody holds it. */
export function findHolder(workspace: Workspace, identifier: string): Profile | undefined {
  const row = workspace.identities.get(identifier);
  if (row === undefined || row.profileId === NOBODY) return undefined;
  const profile = followTombstones(workspace, row.profileId);
  if (profile !== undefined) return profile;
  throw new MaitredError(`an identifier leads to ${row.profileId}, which leads to no living profile`, {
    code: 'profile-missing',
    retryable: false,
    hint: 'The row in Identities or a tombstone points nowhere: rebuild the profile.',
  });
}

/** The living profile that an id leads to; undefined if none was read. */
export function followTombstones({ profiles }: Workspace, profileId: string): Profile | undefined {
  let record = profiles.get(profileId);
  for (let steps = 0; record !== undefined && isTombstone(record); steps += 1) {
    record = steps > profiles.size ? undefined : profiles.get(record.mergedInto);
  }
  return record;
}
