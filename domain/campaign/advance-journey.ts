import { traceOf } from '../event/trace.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/active-program.ts';
import { isOfOtherAggregates } from '../profile/of-other-aggregates.ts';
import type { Profile } from '../profile/profile.ts';
import type { MessageRequested } from '../profile/signal.ts';
import { evaluateCondition } from '../segment/condition/evaluate-condition.ts';
import { isAnswerable } from './answerable.ts';
import type { Campaign } from './campaign.ts';
import { isOneAtATime, isOpen } from './contacts-changes.ts';
import { type Decision, otherProfileIdsOf } from './decision.ts';
import type { Delivery } from './delivery.ts';
import type { Journey, JourneyEnd } from './journey.ts';
import { lookAtSends } from './look-at-sends.ts';
import { endJourney, type Progress, runSteps, trace } from './run-steps.ts';
import { journeysOfSameStay } from './same-stay.ts';
import type { Rate } from './step.ts';

export type Advance =
  | { readonly kind: 'decided'; readonly decision: Decision }
  /** It is over, or its wait is not. */
  | { readonly kind: 'nothing due' }
  /** The profile's aggregates are not those of the active playbook: bring it up to date, then ask again. */
  | { readonly kind: 'profile outdated' }
  /** A step under a rate would be sent now: take a turn for it, then ask again with it among `slots`. */
  | { readonly kind: 'slot needed'; readonly step: string; readonly rate: Rate };

export interface AdvanceInput {
  /** The playbook now: what the profile is kept with, and whose consent rules count. */
  readonly active: ActiveProgram;
  /** The definition that the journey began with; undefined if its version does not have it. */
  readonly campaign: Campaign | undefined;
  readonly journey: Journey;
  /** The living profile. */
  readonly profile: Profile;
  readonly now: number;
  /** What triggered the journey, where the campaign reads it (`readsEvent`). */
  readonly event?: TrackingEvent | undefined;
  /** Something happened that it may have waited for: it is looked at before it is due. */
  readonly isWoken?: boolean;
  /** By step under a rate: the moment of the turn that was taken for it. Without one the answer is `slot needed`. */
  readonly slots?: Readonly<Record<string, number>>;
}

/**
 * Decides what happens on a journey now: `stopWhen` and `if` are asked, then its steps run until one waits or none is left.
 *
 * A journey keeps the campaign that it began with. Where a later playbook no longer maintains what that campaign's
 * conditions ask about, the conditions of the present campaign are asked instead, and the trace says so; where the
 * campaign was removed, the journey ends.
 */
export function advanceJourney(input: AdvanceInput): Advance {
  const { active, journey, profile, now } = input;
  if (journey.status === 'ended' || journey.dueAt === null || journey.dueAt > now)
    return { kind: 'nothing due' };
  if (isOfOtherAggregates(active, profile)) return { kind: 'profile outdated' };
  return { kind: 'decided', decision: decide(input, advance(input)) };
}

/** Ends a journey because the same was already decided under another id of this person, or another name of the stay. */
export function collapseJourney(input: Omit<AdvanceInput, 'campaign'>): Decision {
  return decide(input, endJourney(startOf(input), 'collapsed by a merge', input.now));
}

function advance(input: AdvanceInput): Progress {
  const { active, campaign, journey, profile, now } = input;
  const start = startOf(input);
  const current = active.program.campaigns[journey.campaign];
  if (campaign === undefined || current === undefined) return endJourney(start, 'campaign removed', now);
  if (isOneAtATime(campaign) && !isOpen(profile.contacts, journey)) {
    return endJourney(start, 'collapsed by a merge', now);
  }
  const isAsBegun = isAnswerable(active, campaign.stopWhen) && isAnswerable(active, campaign.if);
  const asked = isAsBegun ? campaign : current;
  const end = endBy(input, asked);
  const noted = isAsBegun ? start : { ...start, journey: trace(start.journey, now, CONDITIONS_REPLACED) };
  if (end !== undefined) return endJourney(noted, end, now);
  return runSteps({ program: active.program, campaign, profile, now }, noted);
}

const CONDITIONS_REPLACED =
  'asked the conditions of the present playbook: it no longer maintains what those it began with ask about';

function endBy({ active, journey, profile, now }: AdvanceInput, asked: Campaign): JourneyEnd | undefined {
  const holds = (condition: Campaign['if']) =>
    condition !== undefined && evaluateCondition(active, condition, profile, now, journey.enteredAt).holds;
  if (holds(asked.stopWhen)) return 'stopped';
  return asked.if === undefined || holds(asked.if) ? undefined : 'condition failed';
}

function startOf({ journey, profile }: Pick<AdvanceInput, 'journey' | 'profile'>): Progress {
  return { journey, contacts: profile.contacts, deliveries: [] };
}

function decide(
  { active, profile, now }: Pick<AdvanceInput, 'active' | 'profile' | 'now'>,
  progress: Progress,
): Decision {
  const version = profile.version + 1;
  const { journey, contacts, deliveries } = progress;
  const requested = deliveries.filter((delivery) => delivery.status === 'requested');
  const decided = { ...profile, version, contacts };
  return {
    profile: requested.length === 0 ? decided : lookAtSends(active, decided, journey.campaign, now),
    signals: requested.map((delivery, index) =>
      requestOf(delivery, { profileId: profile.profileId, version, index, now }),
    ),
    journey: { ...journey, revision: journey.revision + 1 },
    deliveries,
    events: [],
    otherProfileIds: otherProfileIdsOf(profile, journey),
    sameStay: journeysOfSameStay(profile, journey),
  };
}

function requestOf(
  delivery: Delivery,
  by: { profileId: string; version: number; index: number; now: number },
): MessageRequested {
  return {
    id: `${by.profileId}-${by.version}-${by.index}`,
    v: 1,
    type: 'Message Requested',
    profileId: by.profileId,
    at: by.now,
    channel: delivery.channel,
    campaign: delivery.campaign,
    deliveryProfileId: delivery.profileId,
    deliveryId: delivery.deliveryId,
    ...(delivery.event === undefined ? {} : { event: delivery.event }),
    ...traceOf(delivery),
  };
}
