import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Campaign } from '../campaign.ts';
import { type Channel, isGuestChannel } from '../channel.ts';
import type { SuppressionReason } from '../delivery/delivery.ts';
import type { Journey } from '../journey/journey.ts';
import { purposeOf, TRANSACTIONAL } from '../purpose.ts';
import { channelsOf, type SendStep } from '../step.ts';
import { refuseByCap } from './caps.ts';
import { heldBackUntil } from './held-back.ts';
import { refuseUnreachable } from './reachability.ts';
import type { Refusal } from './refusal.ts';
import { refuseByStanding } from './standing-refusal.ts';
import { refuseBySuppression } from './suppression.ts';

export interface PermissionInput {
  /** The playbook now: its consent, its rules, and whether the campaign is paused or over. */
  readonly active: ActiveProgram;
  /** The living profile, with its contacts as they stand within this decision. */
  readonly profile: Profile;
  /** As it was when the journey began. */
  readonly campaign: Campaign;
  readonly journey: Pick<Journey, 'journeyId' | 'isHeldOut'>;
  readonly step: SendStep;
  readonly now: number;
  /** As of when caps are asked, as `journeyCountedAt` says; absent: now. */
  readonly countedAt?: number;
  /** Id of the venue that the triggering event named, if it is known: it may say which zone the guest is in. */
  readonly venue?: string | undefined;
}

export type Permission =
  | { readonly kind: 'send'; readonly channel: Channel }
  /** Nothing is decided yet: ask again at `until`, in milliseconds since the epoch. */
  | { readonly kind: 'hold'; readonly channel: Channel; readonly until: number; readonly why: string }
  /** `why` is one sentence for the ledger, without personal data; `channel` the first of the step's. */
  | {
      readonly kind: 'suppress';
      readonly channel: Channel;
      readonly reason: SuppressionReason;
      readonly why: string;
    };

/**
 * Decides whether a step's message may be sent now, on which of its channels, must be held, or is refused. Of several
 * channels the first is taken that reaches the guest: consent stands for it, and there is an address. Its cap and its quiet
 * hours are asked, and no other's; where none reaches them, it is refused as on the first. A rate is no matter of
 * permission: it is asked once all this permits.
 */
export function decidePermission(input: PermissionInput): Permission {
  const channels = channelsOf(input.step);
  const taken = channels.find((channel) => isReachedOn(input, channel)) ?? channels[0];
  if (taken === undefined) throw new Error(`step ${input.step.id} sends on no channel`);
  const refusal = refuseOn(input, taken);
  return refusal === undefined ? holdOrSend(input, taken) : { kind: 'suppress', channel: taken, ...refusal };
}

/** Tells whether a message would come to the guest on a channel, if it may be sent at all. */
function isReachedOn(input: PermissionInput, channel: Channel): boolean {
  const { program } = input.active;
  if (!isGuestChannel(channel)) return true;
  return (
    refuseByStanding({ ...input, program }, channel) === undefined &&
    refuseUnreachable(program, input.profile, channel) === undefined
  );
}

/** Why a message may not be sent on a channel now: of all that refuses it what is asked first. */
export function refuseOn(input: PermissionInput, channel: Channel): Refusal | undefined {
  const { active, profile, campaign, step, now, countedAt = now } = input;
  const { program } = active;
  const standing = refuseByStanding({ ...input, program }, channel);
  if (standing !== undefined || !isGuestChannel(channel)) return standing;
  const purpose = purposeOf(campaign, step, channel);
  return (
    refuseBySuppression(active, profile, campaign, purpose, now) ??
    (purpose === TRANSACTIONAL ? undefined : refuseByCap(program, profile.contacts, channel, countedAt)) ??
    refuseUnreachable(program, profile, channel)
  );
}

function holdOrSend(input: PermissionInput, channel: Channel): Permission {
  const until = heldBackUntil({ ...input, program: input.active.program }, channel);
  return until === undefined
    ? { kind: 'send', channel }
    : { kind: 'hold', channel, until, why: 'quiet hours' };
}
