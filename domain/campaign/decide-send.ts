import { isPermitted } from '../consent/is-permitted.ts';
import type { Program } from '../playbook/program.ts';
import type { Profile } from '../profile/profile.ts';
import type { Campaign } from './campaign.ts';
import type { Channel } from './channel.ts';
import { findAddress, findDevices } from './reachable-address.ts';
import type { SendStep } from './step.ts';

export type SendVerdict =
  | { readonly kind: 'send' }
  /** `why` is one sentence for the ledger. */
  | { readonly kind: 'suppress'; readonly why: string };

/** This purpose ignores caps, suppression and quiet hours; it still needs the channel's opt-in. */
export const TRANSACTIONAL = 'transactional';

/** Tells whether a channel speaks to the guest: the others speak to staff and to other systems. */
export function isGuestChannel(channel: Channel): channel is 'email' | 'sms' | 'push' {
  return channel === 'email' || channel === 'sms' || channel === 'push';
}

/** The purpose under which a step speaks. */
export function purposeOf(campaign: Campaign, step: SendStep): string {
  return step.purpose ?? campaign.purpose;
}

/**
 * Decides whether this guest may be sent this now: consent first, then whether they can be reached. Asked when the
 * message is decided and once more when it leaves.
 */
export function decideSend(
  program: Program,
  profile: Profile,
  campaign: Campaign,
  step: SendStep,
  channel: Channel,
): SendVerdict {
  if (!isGuestChannel(channel))
    return refuse(missingConsent(program, profile, step.purpose ?? TRANSACTIONAL));
  return refuse(
    missingConsent(program, profile, purposeOf(campaign, step)) ??
      missingOptIn(program, profile, channel) ??
      unreachable(program, profile, channel),
  );
}

/** Why a channel does not lead to the guest: refused, or no address or device there; undefined: it does. */
export function reasonUnreachable(program: Program, profile: Profile, channel: string): string | undefined {
  if (!isGuestChannel(channel as Channel)) return `${channel} is no channel to guests`;
  const reached = channel as 'email' | 'sms' | 'push';
  return missingOptIn(program, profile, reached) ?? unreachable(program, profile, reached);
}

function refuse(why: string | undefined): SendVerdict {
  return why === undefined ? { kind: 'send' } : { kind: 'suppress', why };
}

function missingConsent(program: Program, profile: Profile, purpose: string): string | undefined {
  if (purpose === TRANSACTIONAL || isPermitted(program.consent, profile.consent, purpose)) return undefined;
  return `no consent for ${purpose}`;
}

/** A channel beside the purposes counts only if the playbook names it. */
function missingOptIn(program: Program, profile: Profile, channel: string): string | undefined {
  if (!Object.hasOwn(program.consent, channel)) return undefined;
  return isPermitted(program.consent, profile.consent, channel)
    ? undefined
    : `no consent for the channel ${channel}`;
}

function unreachable(
  program: Program,
  profile: Profile,
  channel: 'email' | 'sms' | 'push',
): string | undefined {
  switch (channel) {
    case 'email':
      return findAddress(program, profile, 'email') === undefined ? 'no email address' : undefined;
    case 'sms':
      return findAddress(program, profile, 'phone') === undefined ? 'no phone number' : undefined;
    case 'push':
      return findDevices(profile).length === 0 ? 'no device' : undefined;
  }
}
