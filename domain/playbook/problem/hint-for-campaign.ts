import { parseDurationMilliseconds } from '../../time/duration.ts';
import { hintForCalendar, hintForClock, hintForDay } from './hint-for-schedule.ts';
import { nearestDuration } from './nearest-duration.ts';
import { nearestWord } from './nearest-word.ts';

const NUMBERS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
/** Of a rate's number. */
const MOST_DIGITS = 9;
const RATE = /^(\d[\d,.' ]*)(?:messages?)? *(?:\/|per|an?|every|each)? *(second|minute|hour|day|week)?s?$/iu;
const OFTEN: Readonly<Record<string, string>> = {
  always: 'every time',
  'each time': 'every time',
  everytime: 'every time',
  unlimited: 'every time',
  never: 'once',
  'one time': 'once',
  daily: 'once per 1 day',
  weekly: 'once per 7 days',
  monthly: 'once per 30 days',
  yearly: 'once per 365 days',
};
const UNITS = ['hour', 'day', 'week', 'month', 'year'];

type HintOf = (found: string, expected: string) => string | undefined;

/** By how what was expected begins, in the words of the schemas: the first that fits. */
const HINTS: readonly (readonly [string, HintOf])[] = [
  ['a rate', hintForRate],
  ['`once`, `every time`', hintForFrequency],
  ['a percentage', hintForPercentage],
  [
    'a time of day',
    (found, expected) => hintForClock(found) ?? hintForDay(found) ?? hintForUntil(found, expected),
  ],
  ['one of `day`, `week`', (found, expected) => hintForCalendar(expected, found)],
  ['a month by its number', (found, expected) => hintForCalendar(expected, found)],
  ['a mapping with `every`', (found) => hintForPeriod(found)],
  ['a condition', hintForCondition],
  ['`{ segment: vip }`', (found) => `for an event write \`{ event: ${found} }\``],
  ['an id', hintForId],
  ['a list of topics', (found) => `write \`[${found}]\``],
  ['one of `email`, `sms`, `push`, `webhook`, `staff`, or a list', hintForSend],
  ['a number from 0.001 to 1000000', hintForWeight],
  ['a step', (found) => (found === 'end' ? 'write `end: true`' : undefined)],
  ['`entry` or `exit`', (found) => (/^(leav|left|out)/iu.test(found) ? 'did you mean `exit`?' : undefined)],
  [
    'a duration in whole days',
    (found) => (/hour|minute/u.test(found) ? '`at` says at what time of the day' : undefined),
  ],
  ['a duration', hintForDuration],
  ['a day such as', hintForDay],
  ['a whole number', (found, expected) => hintForNumber(found, expected)],
  ['`true` or `false`', hintForYesOrNo],
  ['`{ event: Booking Made, within', (found) => `write \`{ event: ${found}, within: 7 days }\``],
  ['one of `email`, `sms`, `push`, `webhook`, `staff`', hintForChannel],
];

/** What to write instead of a text that a campaign does not take there. @param expected in the words of the schema */
export function hintForCampaign(expected: string, found: unknown): string | undefined {
  if (typeof found !== 'string' && typeof found !== 'number') return undefined;
  const text = String(found).trim();
  return HINTS.find(([begins]) => expected.startsWith(begins))?.[1](text, expected);
}

/** What to write instead of a list or a mapping that stands where it cannot. */
export function hintForShape(expected: string, found: object): string | undefined {
  const isList = Array.isArray(found);
  if (!isList && /^a list of (`\{ if|two arms)/u.test(expected)) return 'begin each arm with a `- `';
  if (expected.startsWith('a condition') && isList)
    return 'join them: `all: [ … ]`, or `any: [ … ]` where one is enough';
  if (expected === 'a list of steps' && !isList) return 'begin each step with a `- `';
  if (expected.startsWith('a step') && isList) return 'one `- ` too many: each step has one';
  if (expected.startsWith('an id') && isList) return 'write a step for each';
  const [only = ''] = Object.keys(found);
  if (expected.startsWith('an id') && only === 'offer') return 'write the offer alone';
  if (/^\{/u.test(only)) return 'a text that begins with `{{` goes in quotes';
  return undefined;
}

function hintForRate(found: string): string | undefined {
  const [, count = '', unit = 'hour'] = RATE.exec(found) ?? [];
  const digits = count.replaceAll(/\D/gu, '');
  if (digits.length > MOST_DIGITS)
    return `the most is \`${'9'.repeat(MOST_DIGITS)} per ${unit.toLowerCase()}\``;
  return Number(digits) > 0 ? `did you mean \`${Number(digits)} per ${unit.toLowerCase()}\`?` : undefined;
}

function hintForFrequency(found: string): string | undefined {
  const word = found.toLowerCase();
  const said = Object.hasOwn(OFTEN, word) ? OFTEN[word] : undefined;
  if (said !== undefined) return `did you mean \`${said}\`?`;
  const [, rest = ''] = /^(?:once *)?(?:per|an?|every|each|in)? *(.+)$/u.exec(word) ?? [];
  const duration = UNITS.includes(rest) ? `1 ${rest}` : rest;
  if (/^(twice|\d+ *times|two|three)/u.test(word))
    return 'how many messages in a while is said by `caps` in playbook.yaml';
  const isDuration = duration !== '' && (parseDurationMilliseconds(duration) ?? 0) > 0;
  const meant = isDuration ? duration : nearestDuration(duration);
  return meant === undefined ? undefined : `did you mean \`once per ${meant}\`?`;
}

function hintForPercentage(found: string): string | undefined {
  const number = Number(found);
  if (!(number > 0 && number <= 100)) return undefined;
  return `did you mean \`${number < 1 ? Math.round(number * 1000) / 10 : number}%\`?`;
}

/** An event, or a date of the event's or the guest's. */
function hintForUntil(found: string, expected: string): string | undefined {
  if (!expected.includes('`{ event: Booking Made }`')) return undefined;
  const inBraces = /^\{\{ *([^{}|]+?) *\}\}$/u.exec(found)?.[1];
  if (inBraces !== undefined) return `write it without braces: \`${inBraces}\``;
  const ofEvent = /^event\.(\w+)$/u.exec(found)?.[1];
  if (ofEvent !== undefined) return `did you mean \`event.properties.${ofEvent}\`?`;
  if (/^[a-z]\w*$/u.test(found))
    return `a date of the event is \`event.properties.${found}\`, of the guest \`profile.${found}\``;
  return /^[A-Z]/u.test(found) ? `for an event write \`until: { event: ${found} }\`` : undefined;
}

function hintForPeriod(found: string): string | undefined {
  const period = ['day', 'week', 'month', 'year'].find((each) =>
    found.toLowerCase().startsWith(each.slice(0, 2)),
  );
  if (period === undefined) return undefined;
  const day = { day: '', week: ' day: monday,', month: ' day: 1,', year: ' month: 1, day: 1,' }[period] ?? '';
  return `write \`{ every: ${period},${day} at: "10:00" }\``;
}

function hintForCondition(found: string): string | undefined {
  if (nearestWord(found, ['everyone']) !== undefined) return undefined;
  const [, key, value] = /^(event|segment|consent|offer|list|trait|message)s? +(.+)$/u.exec(found) ?? [];
  if (key !== undefined && key !== 'trait') return `write \`{ ${key}: ${value} }\``;
  return /^[A-Z]/u.test(found) ? `for an event write \`{ event: ${found} }\`` : undefined;
}

/** An id made of words. */
function hintForId(found: string): string | undefined {
  const id = found
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return id === '' || id === found ? undefined : `did you mean \`${id}\`?`;
}

function hintForSend(found: string): string | undefined {
  return /^(email|sms|push|webhook|staff)$/u.test(found) ? `write \`{ channel: ${found}, … }\`` : undefined;
}

function hintForNumber(found: string, expected: string): string | undefined {
  return expected === 'a whole number' && /^[a-z]+$/iu.test(found)
    ? 'write a number, such as `10`'
    : undefined;
}

function hintForWeight(found: string): string | undefined {
  if (/^[\d.]+ *%$/u.test(found)) return `write it without %: \`${Number.parseFloat(found)}\``;
  return Number(found) === 0 ? 'an arm that nobody takes: leave it out' : undefined;
}

function hintForYesOrNo(found: string): string | undefined {
  if (/^(yes|y|on|ja|1)$/iu.test(found)) return 'write `true`';
  return /^(no|n|off|nein|0)$/iu.test(found) ? 'write `false`' : undefined;
}

function hintForChannel(found: string): string | undefined {
  if (!/^(whatsapp|telegram|slack|phone|letter|post|mobile|in-?app|crm)$/iu.test(found)) return undefined;
  return 'other systems are told by `channel: webhook`';
}

function hintForDuration(found: string): string | undefined {
  const [first = '', ...rest] = found.split(/\s+/u);
  const number = NUMBERS.indexOf(first.toLowerCase()) + 1;
  if (number > 0 && (parseDurationMilliseconds(`${number} ${rest.join(' ')}`) ?? 0) > 0)
    return `did you mean \`${number} ${rest.join(' ')}\`?`;
  if (/^-\d/u.test(found)) return 'write it without the minus';
  if (/^0(\.0+)? *[a-z]*$/iu.test(found)) return 'it must be more than nothing';
  if (/\d+ *[a-z]+[ ,]+(?:and +)?\d+ *[a-z]+/iu.test(found))
    return 'write it in one unit, such as `90 minutes`';
  return undefined;
}
