import type { ActiveProgram } from '../playbook/active-program.ts';
import { describeExplanation } from '../segment/explain/describe-explanation.ts';
import { explainCondition } from '../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../segment/explain/explain-segment.ts';
import type { Campaign } from './campaign.ts';
import type { Channel } from './channel.ts';
import { decideSend, isGuestChannel, purposeOf, TRANSACTIONAL } from './decide-send.ts';
import type { SendStep } from './step.ts';

/**
 * Whether a step of a campaign would be sent to the guest now, and what that is decided from: consent for its purpose,
 * the channel's own, and whether there is a way there.
 */
export function explainSend(
  active: ActiveProgram,
  campaign: Campaign,
  step: SendStep,
  channel: Channel,
  { profile, events, now }: ExplainedGuest,
): Record<string, unknown> {
  const { program } = active;
  const isToGuest = isGuestChannel(channel);
  const purpose = isToGuest ? purposeOf(campaign, step) : (step.purpose ?? TRANSACTIONAL);
  const explain = (condition: Parameters<typeof explainCondition>[1]) =>
    describeExplanation(explainCondition(active, condition, profile, now, undefined, events));
  const verdict = decideSend(program, profile, campaign, step, channel);
  return {
    step: step.id,
    channel,
    purpose,
    wouldBeSent: verdict.kind === 'send',
    ...(verdict.kind === 'suppress' && { why: verdict.why }),
    ...(purpose !== TRANSACTIONAL && { consent: explain({ kind: 'consent', purpose }) }),
    ...(isToGuest &&
      Object.hasOwn(program.consent, channel) && {
        channelConsent: explain({ kind: 'consent', purpose: channel }),
      }),
    ...(isToGuest && { reachable: explain({ kind: 'reachable', channel }) }),
  };
}
