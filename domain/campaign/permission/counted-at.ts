import type { Journey } from '../journey/journey.ts';

/**
 * What time brings is decided some seconds after its moment, and counts under caps as of the moment: so many milliseconds later
 * at most. Beyond that, it counts as of its decision.
 */
export const COUNTED_WITHIN_MILLISECONDS = 60 * 60 * 1000;

/** As of when something that was due at a moment asks caps, and counts under them, in milliseconds since the epoch. */
export function countedAt(moment: number, now: number): number {
  return moment <= now && now - moment <= COUNTED_WITHIN_MILLISECONDS ? moment : now;
}

/**
 * As of when a journey's next message asks caps: as it was due, where time brought it (a wait, a turn, what began it), and now,
 * where an event did.
 * @param since when the next step was due to begin
 */
export function journeyCountedAt(
  { enteredAt, broughtAt }: Pick<Journey, 'enteredAt' | 'broughtAt'>,
  since: number,
  now: number,
): number {
  const moment = since === enteredAt ? broughtAt : since;
  return moment === undefined ? now : countedAt(moment, now);
}

/** The same of a journey as its row stands. */
export function waitingCountedAt(
  journey: Pick<Journey, 'enteredAt' | 'broughtAt' | 'dueAt' | 'awaitsOwn'>,
  now: number,
): number {
  const { awaitsOwn, dueAt } = journey;
  return journeyCountedAt(journey, awaitsOwn?.since ?? Math.min(dueAt ?? now, now), now);
}
