import type { Campaign } from '../campaign.ts';
import { watchKey, withWatches } from '../contacts/watches.ts';
import { waitWatches } from '../step/run-wait-for-event.ts';
import type { Journey } from './journey.ts';
import { type Progress, traced } from './progress.ts';
import { stopWatches } from './stop-watches.ts';

/** So often a journey looks for itself that the guest has no room for. */
export const LOOK_MILLISECONDS = 5 * 60 * 1000;

const LOOKS = 'looks for itself every five minutes: the guest has too many journeys to be told';

/**
 * Has a journey that waits told of what may end its wait, or make its `stopWhen` true. Where the guest has no room for that, or
 * it was lost as two became one, it looks for itself until there is: what a guest is told does not depend on how many journeys
 * they are in.
 * @returns the same progress where nothing has changed
 */
export function lookOut(campaign: Campaign, progress: Progress, now: number): Progress {
  const { journey, contacts } = progress;
  if (journey.status === 'ended') return progress;
  const kept = new Set(contacts.watches?.map(watchKey));
  const wanted = [...stopWatches(campaign, journey), ...waitWatches(campaign, journey)];
  if (wanted.every((watch) => kept.has(watchKey(watch)))) return withoutLook(progress);
  const watching = withWatches(contacts, journey, wanted);
  return watching === undefined ? lookAgain(progress, now) : withoutLook({ ...progress, contacts: watching });
}

/** Tells whether it is time for a journey to look for itself. */
export function isTimeToLook({ looksAt }: Pick<Journey, 'looksAt'>, now: number): boolean {
  return looksAt !== undefined && looksAt <= now;
}

/**
 * When a journey is looked at next, whether anything is due by then or not; null: it is over. One that gave way is looked at once
 * more: by then it goes on, or never will.
 */
export function nextLookAt({
  dueAt,
  looksAt,
  gaveWay,
}: Pick<Journey, 'dueAt' | 'looksAt' | 'gaveWay'>): number | null {
  if (gaveWay !== undefined) return gaveWay.dueAt;
  return looksAt === undefined || dueAt === null ? dueAt : Math.min(dueAt, looksAt);
}

function lookAgain(progress: Progress, now: number): Progress {
  const { looksAt = now } = progress.journey;
  if (looksAt > now) return progress;
  const isSaid = progress.journey.trace.some(({ what }) => what === LOOKS);
  const { journey } = isSaid ? progress : traced(progress, now, LOOKS);
  return { ...progress, journey: { ...journey, looksAt: now + LOOK_MILLISECONDS } };
}

function withoutLook(progress: Progress): Progress {
  if (progress.journey.looksAt === undefined) return progress;
  const { looksAt: _looksAt, ...journey } = progress.journey;
  return { ...progress, journey };
}
