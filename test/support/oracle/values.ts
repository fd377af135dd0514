import { DateTime } from 'luxon';

const DAY = 86_400_000;
const UNITS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};
const ISO_UNITS: readonly (readonly [RegExp, string])[] = [
  [/^P.*?([\d.]+)Y/u, 'year'],
  [/^P[^T]*?([\d.]+)M/u, 'month'],
  [/^P[^T]*?([\d.]+)W/u, 'week'],
  [/^P[^T]*?([\d.]+)D/u, 'day'],
  [/T.*?([\d.]+)H/u, 'hour'],
  [/T.*?([\d.]+)M/u, 'minute'],
  [/T.*?([\d.]+)S/u, 'second'],
];

function partsOf(text: string): readonly (readonly [amount: number, unit: string])[] {
  if (/^P/u.test(text)) {
    return ISO_UNITS.flatMap(([pattern, unit]) => {
      const amount = pattern.exec(text)?.[1];
      return amount === undefined ? [] : [[Number(amount), unit] as const];
    });
  }
  const [amount, unit = ''] = text.split(' ');
  return [[Number(amount), unit.replace(/s$/u, '')]];
}

const lengths = new Map<string, number>();

/** How long a duration is where windows count it: a month has 30 days, a year 365. In milliseconds. */
export function lengthOf(duration: string): number {
  const length = lengths.get(duration) ?? readLength(duration);
  lengths.set(duration, length);
  return length;
}

function readLength(duration: string): number {
  const length = partsOf(duration).reduce((sum, [amount, unit]) => sum + amount * (UNITS[unit] ?? NaN), 0);
  if (!(length > 0)) throw new Error(`no duration: ${duration}`);
  return Math.round(length);
}

/** Reading a date takes long, and the same ones come again and again. */
const moments = new Map<string, number>();
const MAXIMUM_REMEMBERED = 100_000;

const passed = new Map<string, number>();
const HOUR = 3_600_000;
/** From two days before to so many after the day that is likely. */
const DAYS_LOOKED_AT = 8;

/** The first moment after which a duration goes back to is later than another: found by going back from many. */
export function whenPassed(moment: number, duration: string, zone: string): number {
  const key = `${moment} ${duration} ${zone}`;
  const found = passed.get(key) ?? findPassed(moment, duration, zone);
  if (passed.size < MAXIMUM_REMEMBERED) passed.set(key, found);
  return found;
}

function findPassed(moment: number, duration: string, zone: string): number {
  const parts = partsOf(duration);
  const months = parts.reduce((sum, [n, unit]) => sum + ({ month: n, year: 12 * n }[unit] ?? 0), 0);
  const rest = parts
    .filter(([, unit]) => unit !== 'month' && unit !== 'year')
    .reduce((sum, [amount, unit]) => sum + amount * (UNITS[unit] ?? NaN), 0);
  if (months === 0) return moment + rest + 1;
  const isPast = (now: number) =>
    DateTime.fromMillis(now, { zone }).minus({ months }).toMillis() - rest > moment;
  const likely = DateTime.fromMillis(moment + rest, { zone }).plus({ months });
  for (let days = -2; days < DAYS_LOOKED_AT; days += 1) {
    const day = likely.plus({ days });
    const end = day.endOf('day').toMillis();
    for (let hour = day.startOf('day').toMillis(); isPast(end) && hour <= end; hour += HOUR) {
      const last = Math.min(end, hour + HOUR - 1);
      if (isPast(last)) return firstOf(hour, last, isPast);
    }
  }
  return Number.POSITIVE_INFINITY;
}

/** The first moment up to `last`, of which it is true, of which it is. */
function firstOf(first: number, last: number, isTrue: (moment: number) => boolean): number {
  let [from, to] = [first, last];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isTrue(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** A number, or text that spells one; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  const isNumeric = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu.test(value.trim());
  const number = typeof value === 'number' || isNumeric ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Text, or a number as text; undefined for anything else. */
export function textOf(value: unknown, ignoreCase: boolean): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return ignoreCase ? String(value).toLowerCase() : String(value);
}

/** A date in ISO 8601, or an epoch in seconds or milliseconds; undefined for anything else. */
export function momentOf(value: unknown, zone: string): number | undefined {
  const isEpoch = typeof value === 'number' || (typeof value === 'string' && /^-?\d{9,16}$/u.test(value));
  if (isEpoch) return Math.round(Math.abs(Number(value)) < 1e11 ? Number(value) * 1_000 : Number(value));
  if (typeof value !== 'string' || !/^\d{4}-\d\d/u.test(value)) return undefined;
  const moment = moments.get(`${value} ${zone}`) ?? DateTime.fromISO(value, { zone }).toMillis();
  if (moments.size < MAXIMUM_REMEMBERED) moments.set(`${value} ${zone}`, moment);
  return Number.isNaN(moment) ? undefined : moment;
}

/** In units of 10⁻⁶, in which sums are exact. */
export function microUnitsOf(number: number): bigint {
  return BigInt(number.toFixed(6).replace('.', ''));
}

/** Millionths are as fine as numbers get. */
export function rounded(number: number): number {
  return Math.round(number * 1e6) / 1e6 + 0;
}
