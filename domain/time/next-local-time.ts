import { IANAZone } from 'luxon';

/** A time of day. */
export interface TimeOfDay {
  /** 0 to 23. */
  readonly hour: number;
  readonly minute: number;
}

/** A day of the calendar; `month` from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * When it is so late next in a zone; where it is so late just now, now. Days that a zone left out (Samoa had no 30 December
 * 2011) are left out here.
 * @param from milliseconds since the epoch, as the result
 * @param zone an IANA zone
 */
export function nextLocalTime(from: number, time: TimeOfDay, zone: string): number {
  const today = DAY * Math.floor(localClock(from, zone) / DAY);
  for (let day = today - DAY; ; day += DAY) {
    const moment = momentOfClock(day + (time.hour * 60 + time.minute) * MINUTE, zone);
    if (moment >= from && exists(day, zone)) return moment;
  }
}

/**
 * When it is so late on a day in a zone. What the clock leaves out as it goes forward is the first moment after the gap;
 * what it says twice as it goes back is the first of the two.
 * @returns milliseconds since the epoch
 */
export function momentOfLocalTime({ year, month, day }: CivilDate, time: TimeOfDay, zone: string): number {
  return momentOfClock(Date.UTC(year, month - 1, day, time.hour, time.minute), zone);
}

/** What clocks in a zone show at a moment, as if it were UTC: milliseconds since 1970 began there. */
export function localClock(moment: number, zone: string): number {
  return moment + offsetAt(moment, zone);
}

/** The first moment at which clocks show this or more. @param clock as `localClock` gives it */
export function momentOfClock(clock: number, zone: string): number {
  // No zone is a day away from UTC, and none changes its clock twice within two days.
  const before = offsetAt(clock - DAY, zone);
  const after = offsetAt(clock + DAY, zone);
  if (before === after) return clock - before;
  const change = findChange(clock - DAY, clock + DAY, zone);
  return clock - before < change ? clock - before : Math.max(change, clock - after);
}

/** The moment between two at which the clock is changed: until it, the offset is the one of the first. */
function findChange(from: number, to: number, zone: string): number {
  const before = offsetAt(from, zone);
  let [last, first] = [from, to];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (offsetAt(middle, zone) === before) last = middle;
    else first = middle;
  }
  return first;
}

function exists(day: number, zone: string): boolean {
  return localClock(momentOfClock(day, zone), zone) < day + DAY;
}

function offsetAt(moment: number, zone: string): number {
  return Math.round(IANAZone.create(zone).offset(moment) * MINUTE);
}
