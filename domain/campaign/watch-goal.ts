import type { Campaign } from './campaign.ts';
import type { Watch } from './contacts.ts';
import type { Progress } from './progress.ts';
import { withWatches } from './watches.ts';

/** Has the journey told of its goal, from a moment on; once a message was decided it is, or was. */
export function watchGoal(campaign: Campaign, progress: Progress, from: number): Progress {
  const { goal } = campaign;
  const { journey, contacts } = progress;
  if (goal === undefined || journey.firstSendAt !== undefined) return progress;
  const { profileId, journeyId } = journey;
  const { aggregate, withinMilliseconds } = goal;
  const until = from + withinMilliseconds;
  const watch: Watch = { kind: 'goal', profileId, journeyId, campaign: campaign.id, aggregate, from, until };
  return { ...progress, contacts: withWatches(contacts, journey, [watch]) };
}
