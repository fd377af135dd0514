import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { Journey } from '../journey/journey.ts';

/** The event that triggered a journey; undefined where none did, or it is not among those that were read. */
export function triggeringEvent(
  events: readonly TrackingEvent[],
  journey: Pick<Journey, 'event'> | undefined,
): TrackingEvent | undefined {
  const key = journey?.event;
  if (key === undefined) return undefined;
  return events.find((event) => event.key.identifier === key.identifier && event.key.sort === key.sort);
}
