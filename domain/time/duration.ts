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

/**
 * Reads a duration as windows count it: a day is 24 hours, a month 30 days, a year 365.
 * @param text `30 minutes`, `3 days`, `6 months`, `1 year`, or ISO 8601: `P3D`, `PT30M`
 * @returns whole milliseconds, or undefined if the text is no duration
 */
export function parseDurationMilliseconds(text: string): number | undefined {
  const trimmed = text.trim();
  const plain = PLAIN.exec(trimmed);
  if (plain !== null) return scaled(plain[1], plain[2]?.toLowerCase());
  const iso = ISO.exec(trimmed);
  if (iso === null) return undefined;
  let total = 0;
  for (const [index, unit] of ISO_UNITS.entries()) {
    const amount = iso[index + 1];
    if (amount === undefined) continue;
    const part = scaled(amount, unit);
    if (part === undefined) return undefined;
    total += part;
  }
  return total;
}

function scaled(amount: string | undefined, unit: string | undefined): number | undefined {
  const unitMilliseconds = Object.hasOwn(UNIT_MILLISECONDS, unit ?? '')
    ? UNIT_MILLISECONDS[unit ?? '']
    : undefined;
  if (unitMilliseconds === undefined) return undefined;
  const milliseconds = Math.round(Number(amount) * unitMilliseconds);
  return Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
}
