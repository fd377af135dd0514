import { DateTime } from 'luxon';

/** Below this an epoch is in seconds (until the year 5138), from here on in milliseconds (since 1973). */
const FIRST_EPOCH_IN_MILLISECONDS = 1e11;
/** The furthest moment from the epoch that a Date can hold. */
const FURTHEST = 8.64e15;

const EPOCH_TEXT = /^-?\d{9,16}(\.\d+)?$/;
/** A time of day alone would be read as one of today, so a year must come first. */
const BEGINS_WITH_YEAR = /^\d{4}(?!\d*:)/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const UTC_MIDNIGHT = /[T ]00:00(:00([.,]0+)?)?(Z|[+-]00(:?00)?)$/i;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Reads a moment: ISO 8601, a date alone (its first moment), or an epoch in seconds or milliseconds, as number or text.
 * @param zone the IANA zone of texts that name none
 * @returns milliseconds since the epoch, or undefined if the value is no moment
 */
export function parseMoment(value: unknown, zone: string): number | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (EPOCH_TEXT.test(text)) return fromEpoch(Number(text));
  if (!BEGINS_WITH_YEAR.test(text)) return undefined;
  if (WITH_OFFSET.test(text)) {
    const parsed = Date.parse(text);
    if (!Number.isNaN(parsed) && isCalendarDay(text)) return parsed;
    return undefined;
  }
  const moment = DateTime.fromISO(text.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T'), { zone });
  return moment.isValid ? moment.toMillis() : undefined;
}

/**
 * Tells whether a value is midnight UTC, by its own account: so a date without a time of day is sent by whoever knows none,
 * `1990-05-01T00:00:00.000Z`.
 */
export function isUtcMidnight(value: unknown): boolean {
  if (typeof value === 'string' && !EPOCH_TEXT.test(value.trim())) return UTC_MIDNIGHT.test(value.trim());
  const moment = parseMoment(value, 'UTC');
  return moment !== undefined && moment % DAY === 0;
}

function fromEpoch(epoch: number): number | undefined {
  const milliseconds = Math.abs(epoch) < FIRST_EPOCH_IN_MILLISECONDS ? epoch * 1000 : epoch;
  return Math.abs(milliseconds) <= FURTHEST ? Math.round(milliseconds) : undefined;
}

/** Date.parse takes 30 February for 2 March. */
function isCalendarDay(text: string): boolean {
  const day = text.slice(0, 10);
  const parsed = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(day);
}
