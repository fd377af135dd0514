import { DateTime } from 'luxon';
import type { CalendarDuration } from './duration.ts';
import { localClock, momentOfClock } from './next-local-time.ts';

const DAY = 24 * 3_600_000;

/**
 * The moment that lies a duration before another, by the calendar of a zone: months and whole days leave the time of day as
 * it is, whatever the clock does in between; the last of a shorter month stands for what it lacks.
 * @returns milliseconds since the epoch
 */
export function calendarBefore(
  moment: number,
  { months, milliseconds }: CalendarDuration,
  zone: string,
): number {
  const days = Math.floor(milliseconds / DAY);
  const rest = milliseconds - days * DAY;
  if (months === 0 && days === 0) return moment - rest;
  const clock = DateTime.fromMillis(localClock(moment, zone), { zone: 'utc' }).minus({ months, days });
  return momentOfClock(clock.toMillis(), zone) - rest;
}
