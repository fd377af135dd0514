import type { EventKey } from '../../../domain/event/tracking-event.ts';
import { isGuestOf } from '../../../domain/profile/is-guest-of.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';

/** Whom something was told about, or began for. */
export interface Told {
  readonly profileId: string;
  /** What caused it; absent if time did. */
  readonly event?: EventKey | undefined;
}

/**
 * Reads the guest whom something is about that was told before: the living profile that the id leads to. If that was split
 * since, and the event went with another, it is the one who holds the event's identifier.
 * @returns undefined where there is nobody, or nobody is known to hold it
 * @throws {MaitredError} retryable where the table is not available
 */
export async function readGuestOf(
  profiles: Pick<ProfileStore, 'readLiving'>,
  { profileId, event }: Told,
): Promise<Profile | undefined> {
  return findGuest(profiles, await profiles.readLiving(profileId), event);
}

/** As above, from the living profile that the id leads to. Nothing is read unless the event's identifier left it. */
export async function findGuest(
  profiles: Pick<ProfileStore, 'readLiving'>,
  living: Profile | undefined,
  event: EventKey | undefined,
): Promise<Profile | undefined> {
  if (living === undefined || isGuestOf(living, event)) return living;
  const seen = new Set([living.profileId]);
  const toAsk = othersOf(living);
  for (const id of toAsk) {
    if (seen.has(id)) continue;
    seen.add(id);
    const other = await profiles.readLiving(id);
    if (other === undefined) continue;
    if (isGuestOf(other, event)) return other;
    seen.add(other.profileId);
    toAsk.push(...othersOf(other));
  }
  return undefined;
}

function othersOf({ apart = [] }: Profile): string[] {
  return apart.flatMap(({ other }) => other ?? []);
}
