import { localClock, momentOfClock, nextLocalTime } from '../../time/next-local-time.ts';
import type { ClockTime, Schedule } from '../trigger.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A schedule of one day in each period, all but those of every day. */
type Periodic = Exclude<Schedule, { readonly kind: 'once' | 'day' }>;

/**
 * The moment of a schedule that comes next: there is one in each day, week, month or year. What the clock leaves out is the
 * first moment after the gap, what it says twice the first of the two; a day that a zone left out has none of its own.
 * @param after milliseconds since the epoch, as the result, which is later
 * @param zone the playbook's
 * @returns undefined: none comes any more
 */
export function nextScheduleMoment(schedule: Schedule, after: number, zone: string): number | undefined {
  if (schedule.kind === 'once') return schedule.at > after ? schedule.at : undefined;
  if (schedule.kind === 'day') return nextLocalTime(after + 1, schedule.at, zone);
  for (let period = periodOf(schedule, localClock(after, zone)) - 1; ; period += 1) {
    const moment = momentOfClock(dayIn(schedule, period) + ofDay(schedule.at), zone);
    if (moment > after) return moment;
  }
}

/** The moments of a schedule in (after, upTo], ascending. */
export function scheduleMoments(
  schedule: Schedule,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  zone: string,
): readonly number[] {
  const moments: number[] = [];
  let next = nextScheduleMoment(schedule, after, zone);
  while (next !== undefined && next <= upTo) {
    moments.push(next);
    next = nextScheduleMoment(schedule, next, zone);
  }
  return moments;
}

/** How many-th week, month or year it is, as clocks show it: one more each time. */
function periodOf({ kind }: Periodic, clock: number): number {
  // 1970 began with a Thursday.
  if (kind === 'week') return Math.floor((Math.floor(clock / DAY) + 3) / 7);
  const date = new Date(clock);
  const year = date.getUTCFullYear();
  return kind === 'month' ? year * 12 + date.getUTCMonth() : year;
}

/** The day of a period, as `localClock` gives its midnight. */
function dayIn(schedule: Periodic, period: number): number {
  switch (schedule.kind) {
    case 'week':
      return (period * 7 - 3 + schedule.weekday - 1) * DAY;
    case 'month':
      return dayOfMonth(Math.floor(period / 12), period % 12, schedule.day);
    case 'year':
      return dayOfMonth(period, schedule.month - 1, schedule.day);
  }
}

/** Of a shorter month its last. @param month from 0 */
function dayOfMonth(year: number, month: number, day: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, last));
}

function ofDay({ hour, minute }: ClockTime): number {
  return (hour * 60 + minute) * MINUTE;
}
