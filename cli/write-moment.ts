import { DateTime } from 'luxon';
import type { WriteMoment } from './describe-seen.ts';

/** Makes the function that writes moments by the clocks of a time zone, as stories are told. */
export function createWriteMoment(zone: string): WriteMoment {
  return (timestamp) =>
    DateTime.fromISO(timestamp, { zone, locale: 'en' }).toFormat('ccc d LLL yyyy HH:mm:ss');
}
