import type { Campaign } from './campaign.ts';
import { type Channel, isGuestChannel } from './channel.ts';
import type { SendStep } from './step.ts';

/** This purpose ignores topics, caps, suppression and quiet hours; it still needs the channel's opt-in. */
export const TRANSACTIONAL = 'transactional';

/** What the control group gets nothing of. */
export const MARKETING = 'marketing';

/**
 * The purpose under which a step speaks on a channel: its own, else to guests the campaign's. What goes to staff or to a webhook
 * is transactional unless the step says otherwise.
 */
export function purposeOf(
  campaign: Pick<Campaign, 'purpose'>,
  step: Pick<SendStep, 'purpose'>,
  channel: Channel,
): string {
  return step.purpose ?? (isGuestChannel(channel) ? campaign.purpose : TRANSACTIONAL);
}
