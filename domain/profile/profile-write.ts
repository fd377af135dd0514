import type { EventKey } from '../event/tracking-event.ts';
import type { IdentityRecord } from '../identity/identity-record.ts';
import type { ChangedMemberships } from './changed-memberships.ts';
import type { Profile, ProfileRecord, Tombstone } from './profile.ts';
import type { Signal } from './signal.ts';

/** A row of Identities to write, and what must still be true of the row that was read. */
export interface IdentityWrite {
  readonly record: IdentityRecord;
  /** The row as it was read; undefined: there was none. Its revision must be the same. */
  readonly was: IdentityRecord | undefined;
}

/** The write of a row: its next revision. */
export function writeOfRow(record: IdentityRecord, was: IdentityRecord | undefined): IdentityWrite {
  return { record: { ...record, revision: (was?.revision ?? 0) + 1 }, was };
}

/** All records of one write. */
export function recordsOf(write: ProfileWrite): ProfileRecord[] {
  const { profile, separated, tombstones } = write;
  return [profile, ...(separated === undefined ? [] : [separated]), ...tombstones];
}

/** One decision about one person, written as a whole or not at all. */
export interface ProfileWrite {
  /** The new state; its version is one more than the one that must still stand, and 1 means that none may. */
  readonly profile: Profile;
  /** The other person of a split; the same holds for its version. It tells nothing. */
  readonly separated?: Profile;
  /** Profiles merged away; the same holds for their versions. */
  readonly tombstones: readonly Tombstone[];
  readonly identities: readonly IdentityWrite[];
  readonly signals: readonly Signal[];
  /** Who enters and leaves what by this write, told or not. */
  readonly memberships: ChangedMemberships;
  /** The events that this write takes in. */
  readonly covers: readonly EventKey[];
}
