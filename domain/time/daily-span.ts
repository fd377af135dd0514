import { localClock, type TimeOfDay } from './next-local-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So long each day, from its first minute up to but without its last; over midnight where `to` is earlier; where they are the same, never. */
export interface DailySpan {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** Tells whether a clock in a zone shows a time within a span. @param moment in milliseconds since the epoch */
export function isWithinDaily({ from, to }: DailySpan, moment: number, zone: string): boolean {
  const time = sinceMidnight(moment, zone);
  const [first, last] = [ofDay(from), ofDay(to)];
  return first <= last ? time >= first && time < last : time >= first || time < last;
}

/**
 * When a clock in a zone next shows a time outside a span: where the clock is put forward past its end, the moment at which
 * that happens; where it is put back into the span at that very moment, the end that follows.
 * @param moment within the span
 */
export function endOfDaily(span: DailySpan, moment: number, zone: string): number {
  let from = moment;
  while (isWithinDaily(span, from, zone)) {
    const end = from + modulo(ofDay(span.to) - sinceMidnight(from, zone), DAY);
    const change = findClockChange(from, end, zone);
    if (change === undefined) return end;
    from = change;
  }
  return from;
}

/** The first moment after `from`, up to and with `to`, at which the clock is put forward or back; at most a day lies between. */
function findClockChange(from: number, to: number, zone: string): number | undefined {
  const isUnchanged = (moment: number) => localClock(moment, zone) - moment === localClock(from, zone) - from;
  if (isUnchanged(to)) return undefined;
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isUnchanged(middle)) before = middle;
    else after = middle;
  }
  return after;
}

/** What a clock shows, in milliseconds since it showed midnight. */
function sinceMidnight(moment: number, zone: string): number {
  return modulo(localClock(moment, zone), DAY);
}

function ofDay({ hour, minute }: TimeOfDay): number {
  return hour * HOUR + minute * MINUTE;
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
