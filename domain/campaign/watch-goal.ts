import type { Campaign } from './campaign.ts';
import type { Watch } from './contacts.ts';
import type { Progress } from './progress.ts';
import { isOf, withWatches } from './watches.ts';

/** Has the journey told of its goal, from a moment on, unless it is or was already. */
export function watchGoal(campaign: Campaign, progress: Progress, from: number): Progress {
  const { goal } = campaign;
  const { journey, contacts } = progress;
  if (goal === undefined || isMeasured(progress)) return progress;
  const { profileId, journeyId } = journey;
  const { aggregate, withinMilliseconds } = goal;
  const until = from + withinMilliseconds;
  const watch: Watch = { kind: 'goal', profileId, journeyId, campaign: campaign.id, aggregate, from, until };
  return { ...progress, contacts: withWatches(contacts, journey, [watch]) };
}

/** From its first message on, or from its beginning, until its goal is reached or its time is over. */
function isMeasured({ journey, contacts }: Progress): boolean {
  if (journey.firstSendAt !== undefined || journey.convertedAt !== undefined) return true;
  return contacts.watches?.some((watch) => watch.kind === 'goal' && isOf(watch, journey)) === true;
}
