import type { Campaign } from './campaign.ts';
import type { SendStep } from './step.ts';

/** This purpose ignores topics, caps, suppression and quiet hours; it still needs the channel's opt-in. */
export const TRANSACTIONAL = 'transactional';

/** What the control group gets nothing of. */
export const MARKETING = 'marketing';

/** The purpose under which a step speaks. */
export function purposeOf(campaign: Pick<Campaign, 'purpose'>, step: Pick<SendStep, 'purpose'>): string {
  return step.purpose ?? campaign.purpose;
}
