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

/**
 * Tells whether an event comes in time for a trigger. Asked as it is folded, of its first delivery and of each repeat alike, so
 * that what a refold took in before its delivery is told just as without the refold. It is not asked again as a journey begins:
 * what waited with us has come in time.
 * @param at milliseconds since the epoch: when it is folded
 */
export function isInTime(
  trigger: Pick<EventTrigger, 'latenessMilliseconds'>,
  { time }: Pick<TrackingEvent, 'time'>,
  at: number,
): boolean {
  return at - time <= latenessOf(trigger);
}
