import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import { describeExplanation } from '../../segment/explain/describe-explanation.ts';
import { explainCondition } from '../../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import type { Campaign } from '../campaign.ts';
import { type Channel, isGuestChannel } from '../channel.ts';
import { venueOfEvent } from '../delivery/message-context.ts';
import type { Journey } from '../journey/journey.ts';
import { isToBeHeldOut } from '../journey/measured-groups.ts';
import { waitingCountedAt } from '../permission/counted-at.ts';
import { decidePermission, type Permission } from '../permission/decide-permission.ts';
import { purposeOf, TRANSACTIONAL } from '../purpose.ts';
import { channelsOf, type SendStep } from '../step.ts';
import { describeRate } from './describe-campaign.ts';
import { type ExplainedSend, explainRules } from './explain-rules.ts';
import { triggeringEvent } from './triggering-event.ts';

/**
 * Whether a step of a campaign would be sent to the guest now, on each of its channels, and what that is decided from:
 * every rule with its value.
 * @param journey the guest's latest in the campaign; without one it is answered as for one that begins now
 */
export function explainSends(
  active: ActiveProgram,
  campaign: Campaign,
  step: SendStep,
  guest: ExplainedGuest,
  journey?: Journey,
): Record<string, unknown>[] {
  const { profile, events, now } = guest;
  const venue = venueOfEvent(active, triggeringEvent(events, journey));
  const isWaiting = journey?.status === 'waiting';
  const countedAt = isWaiting ? waitingCountedAt(journey, now) : now;
  const asking = journey ?? {
    journeyId: campaign.id,
    ...(isToBeHeldOut(campaign, profile) && { isHeldOut: true as const }),
  };
  const decide = (contents: SendStep['contents']) =>
    decidePermission({
      ...{ active, profile, campaign, journey: asking, now, countedAt, venue },
      step: { ...step, contents },
    });
  const chosen = decide(step.contents);
  return channelsOf(step).map((channel, place) => ({
    ...describePermission(step, channel, decide(step.contents.slice(place, place + 1))),
    ...(step.contents.length > 1 && {
      isChosen: chosen.kind !== 'suppress' && chosen.channel === channel,
    }),
    ...explainChannel(
      active,
      { campaign, channel, purpose: purposeOf(campaign, step, channel), venue, countedAt },
      guest,
    ),
    ...(isGuestChannel(channel) &&
      campaign.holdout !== undefined && {
        holdout: { share: campaign.holdout, isIn: asking.isHeldOut === true },
      }),
    ...(step.rate !== undefined && { rate: describeRate(step.rate) }),
  }));
}

function describePermission(
  step: SendStep,
  channel: Channel,
  permission: Permission,
): Record<string, unknown> {
  const told = { step: step.id, channel };
  switch (permission.kind) {
    case 'send':
      return { ...told, wouldBeSent: true };
    case 'hold': {
      const { until, why } = permission;
      return { ...told, wouldBeSent: false, why, heldUntil: new Date(until).toISOString() };
    }
    case 'suppress': {
      const { reason, why } = permission;
      return { ...told, wouldBeSent: false, why, reason };
    }
  }
}

function explainChannel(
  active: ActiveProgram,
  send: ExplainedSend<Channel>,
  guest: ExplainedGuest,
): Record<string, unknown> {
  const { profile, events, now } = guest;
  const { channel, purpose } = send;
  const explain = (condition: Parameters<typeof explainCondition>[1]) =>
    describeExplanation(explainCondition(active, condition, profile, now, undefined, events));
  return {
    purpose,
    ...(purpose !== TRANSACTIONAL && { consent: explain({ kind: 'consent', purpose }) }),
    ...(isGuestChannel(channel) &&
      Object.hasOwn(active.program.consent, channel) && {
        channelConsent: explain({ kind: 'consent', purpose: channel }),
      }),
    ...(isGuestChannel(channel) && { reachable: explain({ kind: 'reachable', channel }) }),
    ...(isGuestChannel(channel) && explainRules(active, { ...send, channel }, guest)),
  };
}
