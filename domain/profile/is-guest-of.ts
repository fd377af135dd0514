import type { EventKey } from '../event/tracking-event.ts';
import type { Profile } from './profile.ts';

/**
 * Tells whether something that was told of a profile, or of one that became it, is still its. An identifier leaves a profile
 * by a split alone, and whoever was split knows it.
 * @param event what caused it; undefined if time did
 */
export function isGuestOf({ identifiers, apart = [] }: Profile, event: EventKey | undefined): boolean {
  return event === undefined || apart.length === 0 || Object.hasOwn(identifiers, event.identifier);
}
