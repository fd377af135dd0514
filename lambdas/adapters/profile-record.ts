import { type MemberChange, memberChangesOf } from '../../domain/profile/member-change.ts';
import { isTombstone, type ProfileRecord, type Tombstone } from '../../domain/profile/profile.ts';
import type { Signal } from '../../domain/profile/signal.ts';
import { DUE_AT, DUE_SHARD } from '../contract/tables.ts';
import { dueShardOf } from './due-shard.ts';
import { decodeDocument, encodeDocument } from './profile-document.ts';

type Item = Record<string, unknown>;

/**
 * The item of the Profiles table: the state and, in the same write, the signals that this write sends out, and the segments
 * that it enters or leaves. Without either its attribute is absent, so that the filter of the stream's reader drops the record.
 */
export function encodeProfile(
  record: ProfileRecord,
  signals: readonly Signal[],
  changedSegments: readonly string[] = [],
): Item {
  return {
    profileId: record.profileId,
    version: record.version,
    ...(isTombstone(record) ? encodeTombstone(record) : encodeLiving(record)),
    ...(signals.length === 0 ? {} : { signals: JSON.stringify(signals) }),
    ...(changedSegments.length === 0 ? {} : { members: JSON.stringify(changedSegments) }),
  };
}

function encodeTombstone(tombstone: Tombstone): Item {
  const { createdAt, mergedInto, mergedAt } = tombstone;
  return { createdAt, mergedInto, mergedAt };
}

function encodeLiving(profile: Exclude<ProfileRecord, Tombstone>): Item {
  const due =
    profile.wakeAt === null ? {} : { [DUE_SHARD]: dueShardOf(profile.profileId), [DUE_AT]: profile.wakeAt };
  return { document: encodeDocument(profile), ...due };
}

/** A profile or a tombstone, from its item. */
export function decodeProfile(item: Item): ProfileRecord {
  const profileId = item.profileId as string;
  const version = item.version as number;
  if (typeof item.mergedInto === 'string') {
    const mergedAt = item.mergedAt as number;
    // Tombstones of earlier versions do not say it.
    const createdAt = typeof item.createdAt === 'number' ? item.createdAt : mergedAt;
    return { profileId, version, createdAt, mergedInto: item.mergedInto, mergedAt };
  }
  const wakeAt = typeof item[DUE_AT] === 'number' ? item[DUE_AT] : null;
  return decodeDocument({ profileId, version, wakeAt }, item.document as string);
}

/** The memberships that the write that made this item changed, as it left them; none where it changed none. */
export function decodeMemberChanges(item: Item): MemberChange[] {
  if (typeof item.members !== 'string') return [];
  return memberChangesOf(decodeProfile(item), JSON.parse(item.members) as string[]);
}

/** The signals of the write that made this item; none where it carries none. */
export function decodeSignals(item: Item): Signal[] {
  return typeof item.signals === 'string' ? (JSON.parse(item.signals) as Signal[]) : [];
}
