/** Below this an epoch is in seconds (until the year 5138), from here on in milliseconds (since 1973). */
const FIRST_EPOCH_IN_MILLISECONDS = 1e11;
/** The furthest moment from the epoch that a Date can hold. */
const FURTHEST = 8.64e15;

const EPOCH_TEXT = /^\d{9,16}(\.\d+)?$/;
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?\s*(?:Z|([+-]\d{2}):?(\d{2})?)?)?$/i;

/**
 * Reads a timestamp as SDKs send them: ISO 8601, in UTC where it names no zone, or an epoch in seconds or milliseconds.
 * A program's conditions read moments with the calendar's library (domain/time); this one keeps it out of collect.
 * @returns milliseconds since the epoch, or undefined if the value is no moment
 */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (EPOCH_TEXT.test(text)) return fromEpoch(Number(text));
  const [, day, time = '00:00', seconds = ':00', hours = '+00', minutes = '00'] = ISO.exec(text) ?? [];
  if (day === undefined || !isCalendarDay(day)) return undefined;
  const parsed = Date.parse(`${day}T${time}${seconds.slice(0, 7)}${hours}:${minutes}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function fromEpoch(epoch: number): number | undefined {
  const milliseconds = Math.abs(epoch) < FIRST_EPOCH_IN_MILLISECONDS ? epoch * 1000 : epoch;
  return Math.abs(milliseconds) <= FURTHEST ? Math.round(milliseconds) : undefined;
}

/** Date.parse takes 30 February for 2 March. */
function isCalendarDay(day: string): boolean {
  const parsed = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(day);
}
