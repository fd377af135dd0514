import { isFormerSegment } from '../playbook/program/former-segment.ts';
import type { Profile } from './profile.ts';

type Segments = Profile['segments'];

/** By profile: ids of the segments whose stay a write begins, ends or dates anew. Profiles without any are absent. */
export type ChangedMemberships = Readonly<Record<string, readonly string[]>>;

/**
 * What a write changes of who is in which segment, told or not: the profiles that it replaces are compared with those that
 * it leaves. Whoever is merged away leaves all.
 * @param stored by profile: the memberships that stand in the table until then
 * @param written by profile: those that stand there afterwards
 */
export function changedMemberships(
  stored: ReadonlyMap<string, Segments>,
  written: ReadonlyMap<string, Segments>,
): ChangedMemberships {
  const profileIds = new Set([...stored.keys(), ...written.keys()]);
  const changes = [...profileIds].map(
    (profileId) => [profileId, changesBetween(stored.get(profileId), written.get(profileId))] as const,
  );
  return Object.fromEntries(changes.filter(([, segments]) => segments.length > 0));
}

/** Most writes leave the very same memberships: then nothing is compared. */
function changesBetween(before: Segments = {}, after: Segments = {}): string[] {
  if (before === after) return [];
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids].filter((id) => !isFormerSegment(id) && sinceOf(before, id) !== sinceOf(after, id));
}

function sinceOf(segments: Segments, id: string): number | null {
  return Object.hasOwn(segments, id) ? (segments[id]?.since ?? null) : null;
}
