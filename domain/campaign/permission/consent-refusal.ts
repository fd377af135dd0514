import { isPermitted } from '../../consent/is-permitted.ts';
import type { Program } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { GuestChannel } from '../channel.ts';
import { TRANSACTIONAL } from '../purpose.ts';
import type { Refusal } from './refusal.ts';

/** Why a guest may not be sent something for a purpose; a transactional one needs no consent. */
export function refuseWithoutConsent(
  { consent }: Pick<Program, 'consent'>,
  profile: Pick<Profile, 'consent'>,
  purpose: string,
): Refusal | undefined {
  if (purpose === TRANSACTIONAL || isPermitted(consent, profile.consent, purpose)) return undefined;
  return { reason: 'consent', why: `no consent for ${purpose}` };
}

/** Why not on this channel: one counts as asked for only if the playbook names it beside the purposes. */
export function refuseWithoutOptIn(
  { consent }: Pick<Program, 'consent'>,
  profile: Pick<Profile, 'consent'>,
  channel: GuestChannel,
): Refusal | undefined {
  if (!Object.hasOwn(consent, channel) || isPermitted(consent, profile.consent, channel)) return undefined;
  return { reason: 'channel consent', why: `no consent for the channel ${channel}` };
}
