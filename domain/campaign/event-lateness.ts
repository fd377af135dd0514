import type { TrackingEvent } from '../event/tracking-event.ts';
import type { EventTrigger } from './trigger.ts';

/** What is older than this when it comes begins nothing, unless its trigger says otherwise. */
export const USUAL_LATENESS_MILLISECONDS = 60 * 60 * 1000;

/** How long after its own time an event may come for a trigger; infinite where it does not matter. */
export function latenessOf({
  latenessMilliseconds = USUAL_LATENESS_MILLISECONDS,
}: Pick<EventTrigger, 'latenessMilliseconds'>): number {
  return latenessMilliseconds ?? Number.POSITIVE_INFINITY;
}

/** Tells whether an event came in time for a trigger, by its receipt: what we take long to work off is not late. */
export function isInTime(
  trigger: Pick<EventTrigger, 'latenessMilliseconds'>,
  { receivedAt, time }: Pick<TrackingEvent, 'receivedAt' | 'time'>,
): boolean {
  return receivedAt - time <= latenessOf(trigger);
}
