import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';

/**
 * Has the segments looked at that ask whether a campaign has sent something, now that it has, or that what it sent has
 * failed: wake comes for whom something is due, and so does whatever touches them first.
 */
export function lookAtSends(active: ActiveProgram, profile: Profile, campaign: string, now: number): Profile {
  const places = active.segmentsByContact.get(campaign) ?? [];
  const ids = places.flatMap((place) => active.program.segments[place]?.id ?? []);
  if (ids.length === 0) return profile;
  const due = ids.map((id) => [id, Math.min(profile.nextChanges[id] ?? now, now)] as const);
  return {
    ...profile,
    nextChanges: { ...profile.nextChanges, ...Object.fromEntries(due) },
    wakeAt: Math.min(profile.wakeAt ?? now, now),
  };
}
