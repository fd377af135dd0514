import type { Campaign } from '../campaign.ts';
import type { Watch } from '../contacts/contacts.ts';
import { withWatches } from '../contacts/watches.ts';
import { type Progress, traced } from './progress.ts';

/** Nobody is told of the goal any more: who reaches it counts as one who did not. */
export const GOAL_UNWATCHED = 'the goal is not looked out for: the guest has too many journeys';

/**
 * Has the journey told of its goal, from a moment on; once a message was decided it is, or was. A guest with too many goals
 * has no room for it.
 */
export function watchGoal(campaign: Campaign, progress: Progress, from: number): Progress {
  const { goal } = campaign;
  const { journey, contacts } = progress;
  if (goal === undefined || journey.firstSendAt !== undefined) return progress;
  const { profileId, journeyId } = journey;
  const { aggregate, withinMilliseconds } = goal;
  const until = from + withinMilliseconds;
  const watch: Watch = { kind: 'goal', profileId, journeyId, campaign: campaign.id, aggregate, from, until };
  const watching = withWatches(contacts, journey, [watch]);
  return watching === undefined
    ? traced(progress, from, GOAL_UNWATCHED)
    : { ...progress, contacts: watching };
}
