import type { Campaign } from '../campaign.ts';
import type { Watch } from '../contacts/contacts.ts';
import { withWatches } from '../contacts/watches.ts';
import type { Journey } from './journey.ts';
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
  const watching = withWatches(contacts, journey, [watchOf(campaign.id, goal, journey, from)]);
  return watching === undefined
    ? traced(progress, from, GOAL_UNWATCHED)
    : { ...progress, contacts: watching };
}

/**
 * What has a journey told of its goal that began to look out for it before, and has not reached it.
 * @param campaign as the journey began with it
 * @param now in milliseconds since the epoch
 * @returns undefined where it never looked out for one, does so no more, or the time for it is over
 */
export function goalStillWatched(campaign: Campaign, journey: Journey, now: number): Watch | undefined {
  const { isHeldOut, enteredAt, firstSendAt, convertedAt, trace } = journey;
  const from = firstSendAt ?? (isHeldOut === true ? enteredAt : undefined);
  if (campaign.goal === undefined || from === undefined || convertedAt !== undefined) return undefined;
  if (trace.some(({ what }) => what === GOAL_UNWATCHED)) return undefined;
  const watch = watchOf(campaign.id, campaign.goal, journey, from);
  return watch.until < now ? undefined : watch;
}

function watchOf(
  campaign: string,
  { aggregate, withinMilliseconds }: NonNullable<Campaign['goal']>,
  { profileId, journeyId }: Pick<Journey, 'profileId' | 'journeyId'>,
  from: number,
): Watch {
  const until = from + withinMilliseconds;
  return { kind: 'goal', profileId, journeyId, campaign, aggregate, from, until };
}
