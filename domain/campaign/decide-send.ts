import type { Program } from '../playbook/program.ts';
import type { Profile } from '../profile/profile.ts';
import type { Campaign } from './campaign.ts';
import { type Channel, isGuestChannel } from './channel.ts';
import { refuseWithoutConsent, refuseWithoutOptIn } from './consent-refusal.ts';
import { purposeOf, TRANSACTIONAL } from './purpose.ts';
import { refuseUnreachable } from './reachability.ts';
import type { Refusal } from './refusal.ts';
import type { SendStep } from './step.ts';

export { isGuestChannel } from './channel.ts';
export { purposeOf, TRANSACTIONAL } from './purpose.ts';
export { reasonUnreachable } from './reachability.ts';

export type SendVerdict =
  | { readonly kind: 'send' }
  /** `why` is one sentence for the ledger. */
  | { readonly kind: 'suppress'; readonly why: string };

/**
 * Decides whether this guest may be sent this now: consent first, then whether they can be reached.
 */
export function decideSend(
  program: Program,
  profile: Profile,
  campaign: Campaign,
  step: SendStep,
  channel: Channel,
): SendVerdict {
  if (!isGuestChannel(channel))
    return refuse(refuseWithoutConsent(program, profile, step.purpose ?? TRANSACTIONAL));
  return refuse(
    refuseWithoutConsent(program, profile, purposeOf(campaign, step)) ??
      refuseWithoutOptIn(program, profile, channel) ??
      refuseUnreachable(program, profile, channel),
  );
}

function refuse(refusal: Refusal | undefined): SendVerdict {
  return refusal === undefined ? { kind: 'send' } : { kind: 'suppress', why: refusal.why };
}
