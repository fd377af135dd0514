import { isTombstone, type ProfileRecord } from './profile.ts';

/** Whether a profile is in a segment, as a version of it says: of two the newer version knows. */
export interface MemberChange {
  readonly segment: string;
  readonly profileId: string;
  readonly version: number;
  /** When the present stay began, in milliseconds since the epoch; null: it is outside. */
  readonly since: number | null;
}

/** What a record says of these segments; one that forwards is in none. */
export function memberChangesOf(record: ProfileRecord, segments: readonly string[]): MemberChange[] {
  const { profileId, version } = record;
  const memberships = isTombstone(record) ? {} : record.segments;
  return segments.map((segment) => {
    const membership = Object.hasOwn(memberships, segment) ? memberships[segment] : undefined;
    return { segment, profileId, version, since: membership?.since ?? null };
  });
}

/** Of several changes of one membership the newest, in the order of segments, so that those of one are together. */
export function newestChanges(changes: readonly MemberChange[]): MemberChange[] {
  const newest = new Map<string, MemberChange>();
  for (const change of changes) {
    const key = JSON.stringify([change.segment, change.profileId]);
    const known = newest.get(key);
    if (known === undefined || known.version < change.version) newest.set(key, change);
  }
  return [...newest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
}
