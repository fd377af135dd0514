import { wilsonInterval } from '../domain/campaign/report/wilson-interval.ts';
import type { PlannedGuests } from './plan-guests.ts';

/** How many guests something is true of: counted, or told from a sample with its 95 % interval. */
export interface GuestCount {
  readonly count: number;
  /** Absent where it was counted. */
  readonly interval?: readonly [low: number, high: number];
}

/**
 * What was found among those who were looked at, as a number of all.
 * @param total rows of all people: tombstones are among them, as they are among those that were looked at
 */
export function estimateGuests(
  found: number,
  { isExact, scanned }: Pick<PlannedGuests, 'isExact' | 'scanned'>,
  total: number,
): GuestCount {
  if (isExact || scanned === 0) return { count: found };
  const { low, high } = wilsonInterval(found, scanned);
  return {
    count: Math.round((found / scanned) * total),
    interval: [Math.floor(low * total), Math.ceil(high * total)],
  };
}
