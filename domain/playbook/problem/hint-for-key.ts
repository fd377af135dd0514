import { hintForUnknown, nearestWord } from './nearest-word.ts';

/** A key that belongs somewhere else, or is called otherwise, where these keys are known. */
interface Misplaced {
  /** All of them are known where it stands. */
  readonly among: readonly string[];
  readonly keys: readonly string[];
  readonly hint: string;
}

const STEP = ['wait', 'send', 'branch'];
const CAMPAIGN = ['trigger', 'steps', 'stopWhen'];
const TRIGGER = ['segment', 'schedule', 'date'];
const EVENT_TRIGGER = ['event', 'every', 'late'];
const CONTENT = ['channel', 'template', 'subject', 'text', 'title', 'body', 'role', 'destination', 'rate'];

/** The first that fits is said. */
const MISPLACED: readonly Misplaced[] = [
  { among: STEP, keys: CONTENT, hint: 'it belongs within `send: { … }`' },
  {
    among: STEP,
    keys: ['email', 'sms', 'push', 'webhook', 'staff'],
    hint: 'write `send: { channel: …, … }`',
  },
  { among: STEP, keys: ['if', 'else', 'steps'], hint: 'write `branch: [{ if: …, steps: […] }]`' },
  { among: STEP, keys: ['weight'], hint: 'write `split: [{ weight: 50, steps: […] }, …]`' },
  { among: STEP, keys: ['traits'], hint: 'write `set: { traits: { … } }`' },
  { among: STEP, keys: ['offer'], hint: 'write `grant: …`' },
  { among: STEP, keys: ['until', 'atMost'], hint: 'write `wait: { until: …, … }`' },
  { among: CAMPAIGN, keys: STEP, hint: 'it is a step: put it below `steps:`, behind a `- `' },
  {
    among: CAMPAIGN,
    keys: ['split', 'grant', 'set', 'end'],
    hint: 'it is a step: put it below `steps:`, behind a `- `',
  },
  { among: CAMPAIGN, keys: ['event', 'segment', 'schedule', 'date'], hint: 'write `trigger: { … }`' },
  {
    among: CAMPAIGN,
    keys: ['channel', 'template', 'subject', 'rate'],
    hint: 'it belongs to a `send` below `steps:`',
  },
  {
    among: TRIGGER,
    keys: ['all', 'any', 'not', 'trait', 'sequence', 'affinity', 'list', 'is'],
    hint: 'make a segment that asks for it, and write `trigger: { segment: … }`',
  },
  { among: EVENT_TRIGGER, keys: ['within'], hint: 'ask for it beside `trigger`, in `if`' },
  {
    among: EVENT_TRIGGER,
    keys: ['count'],
    hint: 'for every third write `every: 3`; else ask for it beside `trigger`, in `if`',
  },
  { among: EVENT_TRIGGER, keys: ['if'], hint: '`if` stands beside `trigger`' },
  { among: ['segment', 'on', 'schedule'], keys: ['if'], hint: '`if` stands beside `trigger`' },
  {
    among: ['segment', 'on', 'schedule'],
    keys: ['for'],
    hint: 'make a segment that asks `for`, and write that one here',
  },
  { among: ['date', 'yearly', 'before'], keys: ['every'], hint: 'write `yearly: true`' },
  { among: ['date', 'yearly', 'before'], keys: ['after'], hint: 'begin on the day, and `wait` first' },
  { among: ['until', 'atMost', 'before'], keys: ['event'], hint: 'write `until: { event: … }`' },
  {
    among: ['until', 'atMost', 'before'],
    keys: ['days', 'hours', 'minutes', 'weeks', 'months', 'for'],
    hint: 'write `wait: 3 days`',
  },
  {
    among: ['channel', 'message', 'role'],
    keys: ['text', 'body'],
    hint: 'what is told to staff is `message`',
  },
  { among: ['channel', 'text'], keys: ['body', 'message'], hint: 'what an SMS says is `text`' },
  {
    among: ['channel', 'template', 'subject'],
    keys: ['text', 'body'],
    hint: 'what a mail says stands in its template',
  },
  {
    among: ['destination', 'body'],
    keys: ['url'],
    hint: 'name it under `destinations` in playbook.yaml, and write `destination: …`',
  },
];

/** The hint for a key that is not known: where it belongs, the nearest one, else what there is. */
export function hintForKey(key: string, known: readonly string[]): string | undefined {
  const misplaced = MISPLACED.find(
    ({ among, keys }) => keys.includes(key) && among.every((each) => known.includes(each)),
  );
  if (misplaced !== undefined) return misplaced.hint;
  // Of traits alone any name may be one.
  if (known.length === 1 && known[0] === 'traits' && nearestWord(key, known) === undefined)
    return `write \`set: { traits: { ${key}: … } }\``;
  return hintForUnknown(key, known);
}
