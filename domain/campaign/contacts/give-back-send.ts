import { fingerprint } from '../../event/fingerprint.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { ProfileWrite } from '../../profile/profile-write.ts';
import { isGuestChannel } from '../channel.ts';
import type { Delivery, DeliveryStatus } from '../delivery/delivery.ts';
import { lookAtSends } from './look-at-sends.ts';

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
 * Takes back that a message was sent that did not leave: no cap counts it, no condition takes it for sent, and the segments
 * that ask about its campaign are looked at.
 * @param active a playbook that is no older than the one the profile was written with
 * @param profile the living profile
 * @returns undefined where it is not remembered, or was taken back before
 */
export function giveBackSend(
  active: ActiveProgram,
  profile: Profile,
  delivery: Pick<Delivery, 'profileId' | 'deliveryId' | 'campaign'>,
  now: number,
): ProfileWrite | undefined {
  const id = sendIdOf(delivery);
  const { sends } = profile.contacts;
  if (!sends.some((send) => send.id === id && send.hasFailed !== true)) return undefined;
  const given = sends.map((send) => (send.id === id ? { ...send, hasFailed: true as const } : send));
  const contacts = { ...profile.contacts, sends: given };
  const told = lookAtSends(active, { ...profile, contacts }, delivery.campaign, now);
  return {
    profile: { ...told, version: profile.version + 1 },
    tombstones: [],
    identities: [],
    signals: [],
    memberships: {},
    covers: [],
  };
}
