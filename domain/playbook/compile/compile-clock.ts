import { DateTime } from 'luxon';
import type { ClockTime } from '../../campaign/trigger.ts';
import { parseMoment } from '../../time/moment.ts';
import { known } from '../known.ts';
import { CLOCK, DAY } from '../schema/clock-schema.ts';

/** A time of day: `09:00`. */
export function compileClock(text: string): ClockTime {
  const [, hour, minute] = known(CLOCK.exec(text) ?? undefined);
  return { hour: Number(hour), minute: Number(minute) };
}

/** The first moment of a day, or the moment that is written, in milliseconds since the epoch. */
export function beginningOf(text: string, zone: string): number {
  return known(parseMoment(text, zone));
}

/** The first moment after a day, or the moment that is written. */
export function endOf(text: string, zone: string): number {
  if (!DAY.test(text)) return beginningOf(text, zone);
  return DateTime.fromISO(text, { zone }).plus({ days: 1 }).toMillis();
}
