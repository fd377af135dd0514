import type { Program } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Campaign } from '../campaign.ts';
import { type Channel, type GuestChannel, isGuestChannel } from '../channel.ts';
import { refuseInactive } from '../journey/campaign-state.ts';
import type { Journey } from '../journey/journey.ts';
import { refuseControl, refuseHeldOut } from '../journey/measured-groups.ts';
import { purposeOf, TRANSACTIONAL } from '../purpose.ts';
import type { SendStep } from '../step.ts';
import { refuseWithoutConsent, refuseWithoutOptIn } from './consent-refusal.ts';
import type { Refusal } from './refusal.ts';
import { refuseByTopic } from './topics.ts';

/** What is asked about. */
export interface StandingInput {
  /** The playbook now. */
  readonly program: Program;
  readonly profile: Profile;
  /** As it was when the journey began. */
  readonly campaign: Campaign;
  readonly journey: Pick<Journey, 'isHeldOut'>;
  readonly step: SendStep;
  readonly now: number;
}

/**
 * Why a message may not be sent on a channel, by what was said once and stands: consent, topics, the groups that are
 * measured, and whether the campaign runs. It is asked when a message is decided and once more when it leaves.
 */
export function refuseByStanding(input: StandingInput, channel: Channel): Refusal | undefined {
  const { program, campaign, now } = input;
  const refusal = isGuestChannel(channel) ? refuseGuest(input, channel) : refuseOther(input, channel);
  // One that the playbook no longer has says nothing of it any more: its journeys keep to what it said as they began.
  return refusal ?? refuseInactive(program.campaigns[campaign.id] ?? campaign, now);
}

/** Staff and webhooks ask for the consent that a step names, and for nothing else of the guest. */
function refuseOther(
  { program, profile, campaign, step }: StandingInput,
  channel: Channel,
): Refusal | undefined {
  return refuseWithoutConsent(program, profile, purposeOf(campaign, step, channel));
}

function refuseGuest(
  { program, profile, campaign, journey, step }: StandingInput,
  channel: GuestChannel,
): Refusal | undefined {
  const purpose = purposeOf(campaign, step, channel);
  return (
    refuseWithoutConsent(program, profile, purpose) ??
    refuseWithoutOptIn(program, profile, channel) ??
    (purpose === TRANSACTIONAL ? undefined : refuseByTopic(profile, campaign.topics)) ??
    refuseControl(program, profile, purpose) ??
    refuseHeldOut(campaign, profile, journey)
  );
}
