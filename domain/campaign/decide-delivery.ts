import type { Program } from '../playbook/program.ts';
import type { Profile } from '../profile/profile.ts';
import type { Campaign } from './campaign.ts';
import { isCollapsed } from './contacts-changes.ts';
import { decideSend } from './decide-send.ts';
import type { Delivery } from './delivery.ts';
import type { SendStep } from './step.ts';

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
  | { readonly kind: 'conclude'; readonly status: 'suppressed' | 'failed' | 'unknown'; readonly why: string }
  | { readonly kind: 'nothing' };

export interface DeliveryInput {
  readonly claim: Pick<Claim, 'kind' | 'delivery'>;
  /** The playbook now: its consent rules count. */
  readonly program: Program;
  /** The campaign as it was when the journey began; undefined if that version does not have it. */
  readonly campaign: Campaign | undefined;
  /** The living profile; undefined if there is none any more. */
  readonly profile: Profile | undefined;
  /** There is one, but it was split since, and nobody is known to hold the event that the message came from. */
  readonly isSplit?: boolean;
}

/**
 * Decides whether a requested message leaves. Consent is asked once more: it may have been withdrawn since. A row that is
 * `sending` already was given up between the call to the provider and its answer: it is `unknown` and not sent again;
 * webhooks alone are (their claim takes such a row back once its lease is over, so one that is found is in other hands).
 */
export function decideDelivery(input: DeliveryInput): DeliveryDecision {
  const { claim, program, campaign, profile, isSplit } = input;
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
  if (profile === undefined) return suppressed(isSplit === true ? SPLIT : 'the profile is gone');
  if (isCollapsed(profile.contacts, campaign, delivery)) return suppressed('collapsed by a merge');
  const verdict = decideSend(program, profile, campaign, step, delivery.channel);
  if (verdict.kind === 'suppress') return suppressed(verdict.why);
  return { kind: 'send', campaign, step };
}

function suppressed(why: string): DeliveryDecision {
  return { kind: 'conclude', status: 'suppressed', why };
}

const SPLIT = 'the profile was split, and whose message it was is not known';
const ANSWER_LOST = 'the provider was called and its answer lost: not sent again';
