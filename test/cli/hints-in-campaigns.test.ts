import { describe, expect, it } from 'vitest';
import { complaintsAbout, warningsAbout } from '../support/a-folder.ts';

const TRIGGER = 'trigger: { event: A }\n';
const STEPS = 'steps:\n  - send: { channel: sms, text: x }\n';
const of = (text: string) => complaintsAbout({ 'campaigns/hello.yaml': text });
const step = (text: string) => of(`${TRIGGER}steps:\n  - ${text}\n`);
const campaign = (text: string) => of(`${TRIGGER}${STEPS}${text}\n`);
const trigger = (text: string) => of(`trigger: ${text}\n${STEPS}`);
/** The hints at the end of what is said. */
const hintsIn = (said: readonly string[]) =>
  said.map((each) => / \(((?:[^()]|\([^()]*\))*)\)$/u.exec(each)?.[1]);

describe('what a marketer is told to write instead', () => {
  it.each<[string, string]>([
    ['wait: three days', 'did you mean `3 days`?'],
    ['wait: 0 days', 'it must be more than nothing'],
    ['wait: 1 hour 30 minutes', 'write it in one unit, such as `90 minutes`'],
    ['wait: -3 days', 'write it without the minus'],
    ['wait: { days: 3 }', 'write `wait: 3 days`'],
    ['wait: { until: 9am }', 'did you mean `"09:00"`?'],
    ['wait: { until: 9:30pm }', 'did you mean `"21:30"`?'],
    ['wait: { until: 24:00 }', 'did you mean `"00:00"`?'],
    [
      'wait: { until: checkIn }',
      'a date of the event is `event.properties.checkIn`, of the guest `profile.checkIn`',
    ],
    ['wait: { until: event.checkIn }', 'did you mean `event.properties.checkIn`?'],
    [
      'wait: { until: "{{ event.properties.checkIn }}" }',
      'write it without braces: `event.properties.checkIn`',
    ],
    ['send: email', 'write `{ channel: email, … }`'],
    ['email: { template: hello, subject: x }', 'write `send: { channel: …, … }`'],
    ['if: { segment: vip }', 'write `branch: [{ if: …, steps: […] }]`'],
    ['stop: true', 'did you mean `end`?'],
    ['end', 'write `end: true`'],
    ['- wait: 3 days', 'one `- ` too many: each step has one'],
    ['split: [{ weight: 0, steps: [] }, { weight: 1, steps: [] }]', 'an arm that nobody takes: leave it out'],
    ['split: [{ weight: 50%, steps: [] }, { weight: 1, steps: [] }]', 'write it without %: `50`'],
    ['split: { a: 1, b: 1 }', 'begin each arm with a `- `'],
    ['branch: { if: { segment: vip }, steps: [] }', 'begin each arm with a `- `'],
    [
      'branch: [{ if: [{ segment: vip }, { event: A }], steps: [] }]',
      'join them: `all: [ … ]`, or `any: [ … ]` where one is enough',
    ],
    ['send: { channel: whatsapp, text: x }', 'other systems are told by `channel: webhook`'],
    ['send: { channels: [email], template: hello, subject: x }', 'write `channel` instead of `channels`'],
    ['send: { channel: email, template: hello.mjml, subject: x }', 'a template is called by its id: `hello`'],
    [
      'send: { channel: email, template: templates/hello.liquid, subject: x }',
      'a template is called by its id: `hello`',
    ],
    [
      'send: { channel: email, template: hello, subject: x, text: y }',
      'what a mail says stands in its template',
    ],
    ['send: { channel: sms, text: x, rate: 1000 }', 'did you mean `1000 per hour`?'],
    [
      'send: { channel: sms, text: x, rate: 99999999999999999999 per hour }',
      'the most is `999999999 per hour`',
    ],
    ['send: { channel: sms, text: x, rate: 20/minute }', 'did you mean `20 per minute`?'],
    ['send: { channel: sms, text: x, rate: "1,000 an hour" }', 'did you mean `1000 per hour`?'],
    ['send: { channel: sms, text: "{{ event.room }}" }', 'did you mean `event.properties.room`?'],
    [
      'send: { channel: sms, text: "{{ room }}" }',
      'what a guest has is `profile.room`, what an event has `event.properties.room`',
    ],
    ['send: { channel: sms, text: "{{ profile.a | defualt: 1 }}" }', 'did you mean `default`?'],
    ['send: { channel: sms, text: {{ profile.a }} }', 'a text that begins with `{{` goes in quotes'],
    ['grant: Free appetizer', 'did you mean `free-appetizer`?'],
    ['grant: [a, b]', 'write a step for each'],
    ['grant: { offer: a }', 'write the offer alone'],
  ])('given the step %s, then %s', async (text, hint) => {
    expect(hintsIn(await step(text))).toContain(hint);
  });

  it.each<[string, string]>([
    [
      'if: [{ consent: marketing }, { segment: vip }]',
      'join them: `all: [ … ]`, or `any: [ … ]` where one is enough',
    ],
    ['if: consent marketing', 'write `{ consent: marketing }`'],
    ['stopWhen: Booking Made', 'for an event write `{ event: Booking Made }`'],
    ['stopOn: { event: B }', 'did you mean `stopWhen`?'],
    ['wait: 3 days', 'it is a step: put it below `steps:`, behind a `- `'],
    ['frequency: daily', 'did you mean `once per 1 day`?'],
    ['frequency: once every 90 days', 'did you mean `once per 90 days`?'],
    ['frequency: once per 90 dyas', 'did you mean `once per 90 days`?'],
    ['frequency: always', 'did you mean `every time`?'],
    ['frequency: twice per week', 'how many messages in a while is said by `caps` in playbook.yaml'],
    ['holdout: 10', 'did you mean `10%`?'],
    ['holdout: 0.1', 'did you mean `10%`?'],
    ['goal: Booking Made', 'write `{ event: Booking Made, within: 7 days }`'],
    ['topics: rooms', 'write `[rooms]`'],
    ['topics: [our rooms]', 'did you mean `our-rooms`?'],
    ['priority: high', 'write a number, such as `10`'],
    ['active: { from: 1.12.2026 }', 'did you mean `2026-12-01`?'],
    ['active: { until: 2026-12-01 }', 'did you mean `to`?'],
    ['paused: yes', 'write `true`'],
  ])('given the campaign’s %s, then %s', async (text, hint) => {
    expect(hintsIn(await campaign(text))).toContain(hint);
  });

  it.each<[string, string]>([
    ['Booking Made', 'for an event write `{ event: Booking Made }`'],
    [
      '{ event: A, segment: vip }',
      'of two triggers write a list: `[{ … }, { … }]`; what must hold besides is asked in `if`',
    ],
    ['{ trait: tier, is: gold }', 'make a segment that asks for it, and write `trigger: { segment: … }`'],
    ['{ event: A, count: 3 }', 'for every third write `every: 3`; else ask for it beside `trigger`, in `if`'],
    ['{ event: A, if: { segment: vip } }', '`if` stands beside `trigger`'],
    ['{ segment: vip, for: 3 days }', 'make a segment that asks `for`, and write that one here'],
    ['{ segment: vip, on: leave }', 'did you mean `exit`?'],
    ['{ segment: vip, schedule: daily }', 'write `{ every: day, at: "10:00" }`'],
    ['{ segment: vip, schedule: { every: monday, at: "10:00" } }', 'write `every: week, day: monday`'],
    [
      '{ segment: vip, schedule: { every: 2 weeks, day: monday, at: "10:00" } }',
      'each one alone: `every: week`',
    ],
    ['{ segment: vip, schedule: { every: year, month: dec, day: 24, at: "10:00" } }', 'write `12`'],
    ['{ segment: vip, schedule: { at: "01.05.2026 10:00" } }', 'did you mean `2026-05-01T10:00`?'],
    ['{ date: birthday, before: 12 hours, at: "09:00" }', '`at` says at what time of the day'],
    ['{ date: birthday, every: year, at: "09:00" }', 'write `yearly: true`'],
    ['{ date: birthday, after: 7 days, at: "09:00" }', 'begin on the day, and `wait` first'],
  ])('given the trigger %s, then %s', async (text, hint) => {
    expect(hintsIn(await trigger(text))).toContain(hint);
  });

  it('given steps that are no list, then each is told to begin with a dash', async () => {
    expect(hintsIn(await of(`${TRIGGER}steps:\n  wait: 3 days\n`))).toEqual(['begin each step with a `- `']);
  });

  it('given two steps behind one dash, then each is told to have its own', async () => {
    expect(await step('wait: 3 days\n    send: { channel: sms, text: x }')).toEqual([
      'campaigns/hello.yaml:4:5 `send` does not go with `wait` (each is a step by itself: begin it with a `- `)',
    ]);
  });

  it.each([
    ['purpose: a\npurpose: b', 'this key stands here twice: write it once, with all that belongs to it'],
    ['name: Hello: you', 'a second `: ` stands here: a text that has one goes in quotes'],
    ['if:\n\tconsent: a', 'a tab stands here: indent with spaces'],
  ])('given %j, which is no YAML, then it is said in words', async (text, said) => {
    expect((await campaign(text)).map((each) => each.replace(/^\S+ /u, ''))).toContain(said);
  });

  it.each([
    [
      'profile.birthday',
      '`date` names a trait, and `profile.birthday` is a path of texts (did you mean `birthday`?)',
    ],
    [
      '2026-12-24',
      '`date` names a trait, and `2026-12-24` is a day (for a day write `{ segment: …, schedule: { at: 2026-12-24T10:00 } }`)',
    ],
  ])('given the date %s, then it is warned of', async (date, said) => {
    const files = { 'campaigns/hello.yaml': `trigger: { date: ${date}, at: "09:00" }\n${STEPS}` };
    expect(await warningsAbout(files)).toEqual([`campaigns/hello.yaml:1:18 ${said}`]);
  });
});
