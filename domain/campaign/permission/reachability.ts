import type { Program } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';
import { type GuestChannel, isGuestChannel } from '../channel.ts';
import { refuseWithoutOptIn } from './consent-refusal.ts';
import { findAddress, findDevices } from './reachable-address.ts';
import type { Refusal } from './refusal.ts';

/** Why a channel does not lead to the guest: no address or device there; undefined: it does. */
export function refuseUnreachable(
  program: Program,
  profile: Profile,
  channel: GuestChannel,
): Refusal | undefined {
  const missing = missingAddress(program, profile, channel);
  return missing === undefined ? undefined : { reason: 'unreachable', why: missing };
}

/** As above, also where the guest did not opt in to the channel: what the condition `reachable` asks. */
export function reasonUnreachable(program: Program, profile: Profile, channel: string): string | undefined {
  if (!isGuestChannel(channel)) return `${channel} is no channel to guests`;
  const refusal =
    refuseWithoutOptIn(program, profile, channel) ?? refuseUnreachable(program, profile, channel);
  return refusal?.why;
}

function missingAddress(program: Program, profile: Profile, channel: GuestChannel): string | undefined {
  switch (channel) {
    case 'email':
      return findAddress(program, profile, 'email') === undefined ? 'no email address' : undefined;
    case 'sms':
      return findAddress(program, profile, 'phone') === undefined ? 'no phone number' : undefined;
    case 'push':
      return findDevices(profile).length === 0 ? 'no device' : undefined;
  }
}
