import { fingerprint } from '../../event/fingerprint.ts';
import type { Profile } from '../../profile/profile.ts';
import type { ProfileWrite } from '../../profile/profile-write.ts';
import { isGuestChannel } from '../channel.ts';
import type { Delivery, DeliveryStatus } from '../delivery/delivery.ts';

const NOT_LEFT: readonly DeliveryStatus[] = ['failed', 'suppressed'];

/** Names one message among those that are remembered of a guest. */
export function sendIdOf({ profileId, deliveryId }: Pick<Delivery, 'profileId' | 'deliveryId'>): string {
  return fingerprint(`${profileId}#${deliveryId}`);
}

/** Tells whether a message that was decided for the guest did not leave, and never will: no cap is to count it. */
export function hasNotLeft({ channel }: Pick<Delivery, 'channel'>, status: DeliveryStatus): boolean {
  return isGuestChannel(channel) && NOT_LEFT.includes(status);
}

/**
 * Gives back what a message that did not leave took of the caps.
 * @param profile the living profile
 * @returns undefined where it took nothing, or it was given back before
 */
export function giveBackSend(
  profile: Profile,
  delivery: Pick<Delivery, 'profileId' | 'deliveryId'>,
): ProfileWrite | undefined {
  const id = sendIdOf(delivery);
  const { sends } = profile.contacts;
  if (!sends.some((send) => send.id === id && send.hasFailed !== true)) return undefined;
  const given = sends.map((send) => (send.id === id ? { ...send, hasFailed: true as const } : send));
  return {
    profile: {
      ...profile,
      version: profile.version + 1,
      contacts: { ...profile.contacts, sends: given },
    },
    tombstones: [],
    identities: [],
    signals: [],
    memberships: {},
    covers: [],
  };
}
