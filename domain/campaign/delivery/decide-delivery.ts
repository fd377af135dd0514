import type { Program } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Campaign } from '../campaign.ts';
import { isGuestChannel } from '../channel.ts';
import { isCollapsed } from '../contacts/contacts-changes.ts';
import { heldBackUntil } from '../permission/held-back.ts';
import { refuseUnreachable } from '../permission/reachability.ts';
import type { Refusal } from '../permission/refusal.ts';
import { refuseByStanding } from '../permission/standing-refusal.ts';
import type { SendStep } from '../step.ts';
import type { Delivery, SuppressionReason } from './delivery.ts';

/** What a channel got when it asked for a row of the ledger. */
export interface Claim {
  /** `claimed`: it was requested, and now we are sending it. `found`: somebody has had it before; the row as it stands. */
  readonly kind: 'claimed' | 'found';
  readonly delivery: Delivery;
  /** Whose hands it is in: what comes of it is written only while it is in the same. */
  readonly claimId: string;
}

export type DeliveryDecision =
  | { readonly kind: 'send'; readonly campaign: Campaign; readonly step: SendStep }
  /** It is over without a call to the provider. */
  | {
      readonly kind: 'conclude';
      readonly status: 'suppressed' | 'failed' | 'unknown';
      readonly why: string;
      /** Of what is suppressed. */
      readonly reason?: SuppressionReason;
    }
  /** Not now: it is to come again at `until`, in milliseconds since the epoch. */
  | { readonly kind: 'hold'; readonly until: number; readonly why: string }
  | { readonly kind: 'nothing' };

export interface DeliveryInput {
  readonly claim: Pick<Claim, 'kind' | 'delivery'>;
  /** The playbook now: its consent, its control group, and whether the campaign is paused or over. */
  readonly program: Program;
  /** The campaign as it was when the journey began; undefined if that version does not have it. */
  readonly campaign: Campaign | undefined;
  /** The living profile; undefined if there is none any more. */
  readonly profile: Profile | undefined;
  /** There is one, but it was split since, and nobody is known to hold the event that the message came from. */
  readonly isSplit?: boolean;
  readonly now: number;
  /** Id of the venue that the triggering event named, if it is known. */
  readonly venue?: string | undefined;
}

/**
 * Decides whether a requested message leaves. What stands is asked once more, since consent may have been withdrawn or the
 * campaign paused, and so are quiet hours, since a message may come to its channel hours late; caps and suppression are not:
 * they were when it was decided. A row that is `sending` already was given up between the call to the provider and its
 * answer: it is `unknown` and not sent again; webhooks alone are (their claim takes such a row back once its lease is over,
 * so one that is found is in other hands).
 */
export function decideDelivery(input: DeliveryInput): DeliveryDecision {
  const { claim, program, campaign, profile, isSplit, now, venue } = input;
  const { delivery } = claim;
  if (claim.kind === 'found') {
    const isLost = delivery.status === 'sending' && delivery.channel !== 'webhook';
    return isLost ? { kind: 'conclude', status: 'unknown', why: ANSWER_LOST } : { kind: 'nothing' };
  }
  const step = campaign?.steps.find((candidate) => candidate.id === delivery.step);
  if (campaign === undefined || step?.kind !== 'send') {
    const why = `playbook version ${delivery.playbookVersion} has no step ${delivery.step} of ${delivery.campaign}`;
    return { kind: 'conclude', status: 'failed', why };
  }
  if (profile === undefined)
    return suppressed({ reason: 'profile gone', why: isSplit === true ? SPLIT : GONE });
  if (isCollapsed(profile.contacts, campaign, delivery)) return suppressed(COLLAPSED);
  const { channel } = delivery;
  const refusal =
    refuseByStanding({ program, profile, campaign, journey: {}, step, now }, channel) ??
    (isGuestChannel(channel) ? refuseUnreachable(program, profile, channel) : undefined);
  if (refusal !== undefined) return suppressed(refusal);
  const until = heldBackUntil({ program, profile, campaign, step, now, venue }, channel);
  return until === undefined ? { kind: 'send', campaign, step } : held(until);
}

function held(until: number): DeliveryDecision {
  return { kind: 'hold', until, why: `held until ${new Date(until).toISOString()}, quiet hours` };
}

function suppressed({ reason, why }: Refusal): DeliveryDecision {
  return { kind: 'conclude', status: 'suppressed', reason, why };
}

const COLLAPSED: Refusal = { reason: 'collapsed', why: 'collapsed by a merge' };
const GONE = 'the profile is gone';
const SPLIT = 'the profile was split, and whose message it was is not known';
const ANSWER_LOST = 'the provider was called and its answer lost: not sent again';
