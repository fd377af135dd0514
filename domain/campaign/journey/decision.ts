import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { Profile } from '../../profile/profile.ts';
import type { MessageRequested } from '../../profile/signal.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Journey } from './journey.ts';
import { deliveryIdOf } from './occurrence.ts';

/** What was decided about one journey: written as a whole, or not at all. */
export interface Decision {
  /** The profile with its new contacts; its version is one more than the one that must still stand. */
  readonly profile: Profile;
  readonly signals: readonly MessageRequested[];
  /** Its revision is one more than the one that must still stand; 1 means that no row may stand. */
  readonly journey: Journey;
  /** Ledger rows, none of which may stand. */
  readonly deliveries: readonly Delivery[];
  /** What steps set and grant: events of the guest's, none of which may stand. They are folded as any other. */
  readonly events: readonly TrackingEvent[];
  /**
   * The ids that this person has had beside the journey's own. None of these rows may stand under any of them: where two
   * profiles merged, what was decided for one is decided for both. Of what an event triggered also the ids of those whom the
   * person was split from: the same event may have been told of the two as one.
   */
  readonly otherProfileIds: readonly string[];
  /**
   * Ids of journeys that began with the same stay under another name. What one of them has said under any id of the
   * person may not be said again; where it was suppressed, it may.
   */
  readonly sameStay: readonly string[];
}

/** Where ledger rows of the same steps of the same stay would lie. */
export function rowsOfSameStay(decision: {
  readonly journey: Pick<Journey, 'profileId'>;
  readonly deliveries: readonly Pick<Delivery, 'step'>[];
  readonly otherProfileIds: Decision['otherProfileIds'];
  readonly sameStay: Decision['sameStay'];
}): readonly Pick<Delivery, 'profileId' | 'deliveryId'>[] {
  const { journey, deliveries, otherProfileIds, sameStay } = decision;
  return [journey.profileId, ...otherProfileIds].flatMap((profileId) =>
    sameStay.flatMap((journeyId) =>
      deliveries.map(({ step }) => ({ profileId, deliveryId: deliveryIdOf(journeyId, step) })),
    ),
  );
}

/** The ids under which rows of this person may lie, but for the given one. */
export function otherProfileIds(profile: Profile, except: string): readonly string[] {
  const ids = new Set([profile.profileId, ...profile.formerProfileIds]);
  ids.delete(except);
  return [...ids];
}

/** The ids beside its own under which a journey may have been decided before. */
export function otherProfileIdsOf(
  profile: Profile,
  { profileId, segment }: Pick<Journey, 'profileId' | 'segment'>,
): readonly string[] {
  const own = otherProfileIds(profile, profileId);
  // A stay that both had keeps its name on both, and may end for both.
  if (segment !== undefined) return own;
  const others = (profile.apart ?? []).flatMap(({ other }) => other ?? []);
  return [...new Set([...own, ...others])].filter((id) => id !== profileId);
}
