import { traceOf } from '../../event/trace.ts';
import type { Profile } from '../../profile/profile.ts';
import type { MessageRequested } from '../../profile/signal.ts';
import { noteHeld } from '../contacts/held-messages.ts';
import { pruneWatches } from '../contacts/watches.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { type Decision, otherProfileIdsOf } from './decision.ts';
import type { Journey } from './journey.ts';
import type { Progress } from './progress.ts';
import { journeysOfSameStay } from './same-stay.ts';

/** Who a decision is about, and when it is taken. */
export interface DecisionBasis {
  readonly journey: Journey;
  /** The living profile. */
  readonly profile: Profile;
  readonly now: number;
}

/** Where a journey stands before a decision. */
export function progressOf({ journey, profile, now }: DecisionBasis): Progress {
  const since = Math.min(journey.dueAt ?? now, now);
  return { journey, contacts: profile.contacts, deliveries: [], events: [], since };
}

/** What is to be written once a journey has come so far. */
export function decisionOf({ profile, now }: DecisionBasis, progress: Progress): Decision {
  const version = profile.version + 1;
  const { journey, deliveries, events } = progress;
  const requested = deliveries.filter((delivery) => delivery.status === 'requested');
  return {
    profile: { ...profile, version, contacts: noteHeld(pruneWatches(progress.contacts, now), journey, now) },
    signals: requested.map((delivery, index) =>
      requestOf(delivery, { profileId: profile.profileId, version, index, now }),
    ),
    journey: { ...journey, revision: journey.revision + 1 },
    deliveries,
    events,
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
