import { DateTime } from 'luxon';
import type { MomentReference } from './matcher.ts';

/** A reference that moves with the clock. */
export type MovingReference = Extract<MomentReference, { readonly agoMilliseconds: number }>;

const HOUR = 3_600_000;
/** Wherever clocks are put forward or back, it is between two of these. */
const QUARTER = HOUR / 4;
/** So far about a moment a change of clocks can matter. */
const REACH = 3 * HOUR;

/**
 * The first moment that lies after another once the reference is taken off it. Months are taken off by the calendar of
 * the zone, so that `18 years ago` comes past a 29 February on 1 March. Infinity where no calendar reaches.
 */
export function whenPast(moment: number, reference: MovingReference, zone: string): number {
  const { agoMilliseconds, agoMonths = 0 } = reference;
  if (agoMonths === 0) return moment + agoMilliseconds + 1;
  const found = firstPast(moment + agoMilliseconds, agoMonths, zone);
  return Number.isNaN(found) ? Number.POSITIVE_INFINITY : found;
}

function firstPast(moment: number, months: number, zone: string): number {
  const from = DateTime.fromMillis(moment, { zone });
  const guess = from.plus({ months });
  if (guess.day === from.day) {
    const isQuiet = areClocksStill(from) && areClocksStill(guess);
    const first = isQuiet ? guess.toMillis() + 1 : findQuarter(moment, months, guess);
    if (first !== undefined && monthsBefore(first, months, zone) > moment) return first;
  }
  // The month has no such day, or the day is over: what is left of the month comes to days that were.
  return guess.plus({ months: 1 }).startOf('month').toMillis();
}

function monthsBefore(moment: number, months: number, zone: string): number {
  return DateTime.fromMillis(moment, { zone }).minus({ months }).toMillis();
}

function areClocksStill(about: DateTime): boolean {
  return about.minus(REACH).offset === about.plus(REACH).offset;
}

/** The first moment about a guess that does it, clocks being changed there or where it leads to. */
function findQuarter(moment: number, months: number, guess: DateTime): number | undefined {
  const zone = guess.zoneName ?? 'UTC';
  const begin = Math.floor((guess.toMillis() - REACH) / QUARTER) * QUARTER;
  for (let start = begin; start <= begin + 2 * REACH; start += QUARTER) {
    if (monthsBefore(start + QUARTER - 1, months, zone) <= moment) continue;
    return start + Math.max(0, moment + 1 - monthsBefore(start, months, zone));
  }
  return undefined;
}
