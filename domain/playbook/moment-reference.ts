import type { MomentReference } from '../segment/matcher.ts';
import { parseDurationMilliseconds } from '../time/duration.ts';
import { parseMoment } from '../time/moment.ts';

const AGO = / ago$/u;

/**
 * Reads what `before` and `after` compare with: a date, or a moment that moves with the clock.
 * @param zone the IANA zone of a date that names none
 * @returns undefined if it is neither
 */
export function readMomentReference(value: string | number, zone: string): MomentReference | undefined {
  if (typeof value === 'string' && AGO.test(value)) {
    const agoMilliseconds = parseDurationMilliseconds(value.replace(AGO, ''));
    return agoMilliseconds === undefined ? undefined : { agoMilliseconds };
  }
  const at = parseMoment(value, zone);
  return at === undefined ? undefined : { at };
}

/** Tells whether `before` and `after` understand a value. */
export function isMomentReference(value: string | number): boolean {
  return readMomentReference(value, 'UTC') !== undefined;
}
