import type { Profile } from '../profile/profile.ts';
import type { MessageRequested } from '../profile/signal.ts';
import type { Delivery } from './delivery.ts';
import type { Journey } from './journey.ts';

/** What was decided about one journey: written as a whole, or not at all. */
export interface Decision {
  /** The profile with its new contacts; its version is one more than the one that must still stand. */
  readonly profile: Profile;
  readonly signals: readonly MessageRequested[];
  /** Its revision is one more than the one that must still stand; 1 means that no row may stand. */
  readonly journey: Journey;
  /** Ledger rows, none of which may stand. */
  readonly deliveries: readonly Delivery[];
  /**
   * The ids that this person has had beside the journey's own. None of these rows may stand under any of them: where two
   * profiles merged, what was decided for one is decided for both.
   */
  readonly otherProfileIds: readonly string[];
}

/** The ids under which rows of this person may lie, but for the given one. */
export function otherProfileIds(profile: Profile, except: string): readonly string[] {
  const ids = new Set([profile.profileId, ...profile.formerProfileIds]);
  ids.delete(except);
  return [...ids];
}
