import * as z from 'zod';
import { parseMoment } from '../../time/moment.ts';

/** A time of day: `09:00`. */
export const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/u;
export const CLOCK_EXPECTED = 'a time of day such as `"09:00"`';

/** A time of day; kept as written. */
export const clockSchema = z.string({ error: CLOCK_EXPECTED }).regex(CLOCK, { error: CLOCK_EXPECTED });

/** A day alone: its zone says when it begins. */
export const DAY = /^\d{4}-\d{2}-\d{2}$/u;
const WITH_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/u;

/** Tells whether a text is a day and a time of it. */
export function isMomentWithTime(text: string): boolean {
  return WITH_TIME.test(text) && parseMoment(text, 'UTC') !== undefined;
}

const DAY_OR_MOMENT = 'a day such as `2026-12-24`, or with its time, `2026-12-24T18:00`';

/** A day, or a moment of one. */
export const dayOrMomentSchema = z
  .string({ error: DAY_OR_MOMENT })
  .refine((text) => isMomentWithTime(text) || (DAY.test(text) && parseMoment(text, 'UTC') !== undefined), {
    error: DAY_OR_MOMENT,
  });
