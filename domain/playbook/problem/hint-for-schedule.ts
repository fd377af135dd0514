const CLOCK = /^(\d{1,2})(?:[:.h](\d{2}))? *(am|pm|uhr)?$/iu;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** What to write for a time of day that is written otherwise: `9am`, `9:00`. */
export function hintForClock(text: string): string | undefined {
  const [, hours = '', minutes = '00', half = ''] = CLOCK.exec(text.trim()) ?? [];
  if (hours === '') return undefined;
  const isAfternoon = half.toLowerCase() === 'pm' && Number(hours) < 12;
  const isMidnight = (half.toLowerCase() === 'am' && hours === '12') || (hours === '24' && minutes === '00');
  const hour = isMidnight ? 0 : Number(hours) + (isAfternoon ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59) return undefined;
  return `did you mean \`"${String(hour).padStart(2, '0')}:${minutes}"\`?`;
}

const GERMAN_DAY = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d{1,2}):(\d{2}))?$/u;

/** What to write for a day that is written otherwise: `24.12.2026`. */
export function hintForDay(text: string): string | undefined {
  const [, day = '', month = '', year = '', hour, minute] = GERMAN_DAY.exec(text.trim()) ?? [];
  if (year === '' || Number(month) > 12 || Number(day) > 31) return undefined;
  const two = (number: string) => number.padStart(2, '0');
  const time = hour === undefined || minute === undefined ? '' : `T${two(hour)}:${minute}`;
  return `did you mean \`${year}-${two(month)}-${two(day)}${time}\`?`;
}

/** What to write for a month or a weekday by its name, where another word is wanted. */
export function hintForCalendar(expected: string, text: string): string | undefined {
  const word = text.trim().toLowerCase();
  const month = MONTHS.findIndex((name) => word.length > 2 && name.startsWith(word));
  if (expected.startsWith('a month by its number') && month >= 0) return `write \`${month + 1}\``;
  const isPeriod = expected.startsWith('one of `day`, `week`');
  if (isPeriod && DAYS.includes(word)) return `write \`every: week, day: ${word}\``;
  return isPeriod && /^\d/u.test(word) ? 'each one alone: `every: week`' : undefined;
}
