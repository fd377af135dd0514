import type { Profile } from './profile.ts';

/**
 * When wake must look at a profile. The time only moves when it must be earlier or has passed: looking too early is
 * harmless, and an index key that stays costs nothing.
 */
export function nextWake(profile: Profile, now: number): number | null {
  const changes = [...Object.values(profile.nextChanges), ...Object.values(profile.nextDates ?? {})];
  const next = changes.length === 0 ? null : Math.min(...changes);
  if (profile.wakeAt === null || profile.wakeAt <= now) return next;
  return next !== null && next < profile.wakeAt ? next : profile.wakeAt;
}
