import { DateTime } from 'luxon';
import type { JsonValue } from '../../event/json.ts';
import { isUtcMidnight, parseMoment } from '../../time/moment.ts';
import { type CivilDate, localClock, momentOfClock } from '../../time/next-local-time.ts';
import type { DateTrigger } from '../trigger.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A day that a date trigger tells of, and when. */
export interface DateOccurrence {
  /** In milliseconds since the epoch. */
  readonly at: number;
  /** The day itself, `2026-05-01`. */
  readonly date: string;
  /** The value's own moment in that year, `2026-05-01T00:00:00.000Z`: the same wherever the guest is, as `date` may not be. */
  readonly name: string;
}

/**
 * When a date trigger tells next of a guest's date: on its day less `before`, by the calendar, at its time of day. Yearly from
 * the year of the date on; of 29 February on the 28th where there is none.
 * @param values what stands at the trigger's path: a date, a moment, or several of them
 * @param zone the guest's
 * @param after milliseconds since the epoch: the result is later
 * @param isTold by name: those to leave out, of each value one at most
 * @returns undefined: it never does any more, or none of the values is a date
 */
export function nextDate(
  trigger: DateTrigger,
  values: readonly JsonValue[],
  zone: string,
  after: number,
  isTold: (name: string) => boolean = () => false,
): DateOccurrence | undefined {
  let next: DateOccurrence | undefined;
  for (const value of values) {
    const found = occurrencesOf(trigger, value, zone, after).find(({ name }) => !isTold(name));
    if (found !== undefined && (next === undefined || found.at < next.at)) next = found;
  }
  return next;
}

/**
 * What a date trigger tells of a guest's dates in a while of less than a year.
 * @param between milliseconds since the epoch: later than `after`, and not later than `until`
 */
export function datesBetween(
  trigger: DateTrigger,
  values: readonly JsonValue[],
  zone: string,
  { after, until }: { readonly after: number; readonly until: number },
): readonly DateOccurrence[] {
  return values.flatMap((value) =>
    occurrencesOf(trigger, value, zone, after).filter(({ at }) => at <= until),
  );
}

/** The next of a value, in their order: two at least, if it is yearly. */
function occurrencesOf(
  trigger: DateTrigger,
  value: JsonValue,
  zone: string,
  after: number,
): readonly DateOccurrence[] {
  const date = civilDateOf(value, zone);
  if (date === undefined) return [];
  const from = Math.max(date.year, civilDateAt(after, zone).year);
  // It is told on the day or before it: years later by as much as `before` may be told of now.
  const ahead = Math.ceil(trigger.before.months / 12) + Math.ceil(trigger.before.milliseconds / (365 * DAY));
  const years = trigger.isYearly
    ? Array.from({ length: ahead + 3 }, (_, place) => from + place)
    : [date.year];
  return years.flatMap((year) => {
    const found = occurrenceIn(trigger, { ...date, year }, zone);
    return found === undefined || found.at <= after
      ? []
      : [{ ...found, name: nameOf(value, year - date.year) }];
  });
}

function occurrenceIn(
  { before, at: time }: DateTrigger,
  { year, month, day }: CivilDate,
  zone: string,
): Pick<DateOccurrence, 'at' | 'date'> | undefined {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const date = new Date(Date.UTC(year, month - 1, Math.min(day, last), time.hour, time.minute));
  if (Number.isNaN(date.getTime())) return undefined;
  const days = Math.floor(before.milliseconds / DAY);
  const clock = DateTime.fromJSDate(date, { zone: 'utc' }).minus({ months: before.months, days });
  const at = momentOfClock(clock.toMillis(), zone) - (before.milliseconds - days * DAY);
  return { at, date: date.toISOString().slice(0, date.toISOString().indexOf('T')) };
}

function nameOf(value: JsonValue, yearsLater: number): string {
  const moment = new Date(parseMoment(value, 'UTC') ?? Number.NaN);
  return `${moment.getUTCFullYear() + yearsLater}${moment.toISOString().slice(-20)}`;
}

/** Tells whether a value names a day. @param zone of texts that name none */
export function isDate(value: JsonValue, zone: string): boolean {
  return parseMoment(value, zone) !== undefined;
}

/** The day that a value means: one that is midnight UTC is that day wherever the guest is, else it were the day before in America. */
function civilDateOf(value: JsonValue, zone: string): CivilDate | undefined {
  const moment = parseMoment(value, zone);
  return moment === undefined ? undefined : civilDateAt(moment, isUtcMidnight(value) ? 'UTC' : zone);
}

function civilDateAt(moment: number, zone: string): CivilDate {
  const date = new Date(localClock(moment, zone));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
