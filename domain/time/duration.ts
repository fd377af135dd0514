const SECOND = 1000;
const DAY = 86_400 * SECOND;

const UNIT_MILLISECONDS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: SECOND,
  minute: 60 * SECOND,
  hour: 3600 * SECOND,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};

const PLAIN = /^(\d+(?:\.\d+)?) *([a-z]+?)s?$/i;
const ISO =
  /^P(?=.)(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?=.)(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/;
const ISO_UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

const MONTHS: Readonly<Record<string, number>> = { month: 1, year: 12 };

/** A duration that follows the calendar in its months and years. */
export interface CalendarDuration {
  readonly months: number;
  /** What is left besides the months: weeks, days of 24 hours, and shorter. */
  readonly milliseconds: number;
}

/**
 * Reads a duration as windows count it: a day is 24 hours, a month 30 days, a year 365.
 * @param text `30 minutes`, `3 days`, `6 months`, `1 year`, or ISO 8601: `P3D`, `PT30M`
 * @returns whole milliseconds, or undefined if the text is no duration
 */
export function parseDurationMilliseconds(text: string): number | undefined {
  const parts = readParts(text);
  return parts && toMilliseconds(parts);
}

/**
 * Reads a duration as the calendar counts it: a year is twelve months, however long they are.
 * @returns undefined if the text is no duration, or has a fraction of a month
 */
export function parseCalendarDuration(text: string): CalendarDuration | undefined {
  const parts = readParts(text);
  if (parts === undefined) return undefined;
  const months = parts.reduce((sum, { unit, amount }) => sum + amount * (MONTHS[unit] ?? 0), 0);
  const milliseconds = toMilliseconds(parts.filter(({ unit }) => MONTHS[unit] === undefined));
  return Number.isSafeInteger(months) && milliseconds !== undefined ? { months, milliseconds } : undefined;
}

interface Part {
  readonly unit: string;
  readonly amount: number;
}

function readParts(text: string): readonly Part[] | undefined {
  const trimmed = text.trim();
  const plain = PLAIN.exec(trimmed);
  const found: (readonly [string, string | undefined])[] = plain
    ? [[plain[2]?.toLowerCase() ?? '', plain[1]]]
    : ISO_UNITS.map((unit, index) => [unit, ISO.exec(trimmed)?.[index + 1]]);
  const parts = found.flatMap(([unit, amount]) =>
    amount === undefined ? [] : [{ unit, amount: Number(amount) }],
  );
  const isKnown = parts.every(
    ({ unit, amount }) => Object.hasOwn(UNIT_MILLISECONDS, unit) && !Number.isNaN(amount),
  );
  return parts.length > 0 && isKnown ? parts : undefined;
}

function toMilliseconds(parts: readonly Part[]): number | undefined {
  const exact = parts.reduce(
    (sum, { unit, amount }) => sum + amount * (UNIT_MILLISECONDS[unit] ?? Number.NaN),
    0,
  );
  const milliseconds = Math.round(exact);
  return Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
}
