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

/** The moment at which something is as old as a duration says, by the calendar: 18 years end on a birthday. */
export function whenAsOldAs(moment: number, duration: string, zone: string): number {
  const parts = partsOf(duration);
  const months = parts.reduce((sum, [n, unit]) => sum + ({ month: n, year: 12 * n }[unit] ?? 0), 0);
  const rest = parts.filter(([, unit]) => unit !== 'month' && unit !== 'year');
  const begun = months === 0 ? moment : DateTime.fromMillis(moment, { zone }).plus({ months }).toMillis();
  return begun + rest.reduce((sum, [amount, unit]) => sum + amount * (UNITS[unit] ?? NaN), 0);
}

/** A number, or text that spells one; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  const isNumeric = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu.test(value);
  const number = typeof value === 'number' || isNumeric ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Text, or a number as text; undefined for anything else. */
export function textOf(value: unknown, ignoreCase: boolean): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return ignoreCase ? String(value).toLowerCase() : String(value);
}

/** Reading a date takes long, and the same ones come again and again. */
const moments = new Map<string, number>();
const MAXIMUM_REMEMBERED = 100_000;

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
