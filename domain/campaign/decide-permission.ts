import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Profile } from '../profile/profile.ts';
import type { Campaign } from './campaign.ts';
import type { Channel } from './channel.ts';
import { decideSend } from './decide-send.ts';
import type { SuppressionReason } from './delivery.ts';
import type { Journey } from './journey.ts';
import { channelsOf, type SendStep } from './step.ts';

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
  /** The venue of what triggered the journey, if known: it may say which zone the guest is in. */
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
 * Decides whether a step's message may be sent now, on which of its channels, must be held, or is refused. A rate is no
 * matter of permission: it is asked once all this permits.
 */
export function decidePermission(input: PermissionInput): Permission {
  const { active, profile, campaign, step } = input;
  const [channel = 'email'] = channelsOf(step);
  const verdict = decideSend(active.program, profile, campaign, step, channel);
  if (verdict.kind === 'send') return { kind: 'send', channel };
  return { kind: 'suppress', channel, reason: 'consent', why: verdict.why };
}
