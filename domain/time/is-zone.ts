import { IANAZone } from 'luxon';

/** Whether something names a time zone that clocks can be told by: `Europe/Berlin`. */
export function isZone(value: unknown): value is string {
  return typeof value === 'string' && IANAZone.isValidZone(value);
}
