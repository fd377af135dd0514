import type { MomentReference } from '../segment/matcher/matcher.ts';
import { parseCalendarDuration, parseDurationMilliseconds } from '../time/duration.ts';
import { parseMoment } from '../time/moment.ts';

const AGO = /\s+ago$/iu;

/**
 * Reads what `before` and `after` compare with: a date, or a moment that moves with the clock.
 * @param zone the IANA zone of a date that names none
 * @returns undefined if it is neither
 */
export function readMomentReference(value: string | number, zone: string): MomentReference | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (AGO.test(text)) return readAgo(text.replace(AGO, ''));
  const at = parseMoment(value, zone);
  return at === undefined ? undefined : { at };
}

/** Whole months and years follow the calendar, so that `18 years ago` reaches a birthday on the eighteenth. */
function readAgo(duration: string): MomentReference | undefined {
  const { months, milliseconds: agoMilliseconds = parseDurationMilliseconds(duration) } =
    parseCalendarDuration(duration) ?? {};
  if (agoMilliseconds === undefined) return undefined;
  return { agoMilliseconds, ...(months && { agoMonths: months }) };
}

/** Tells whether `before` and `after` understand a value. */
export function isMomentReference(value: string | number): boolean {
  return readMomentReference(value, 'UTC') !== undefined;
}
