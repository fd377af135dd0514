import { describe, expect, it } from 'vitest';
import { playStory, toldOf } from '../../support/play-story.ts';

const INN: Readonly<Record<string, string>> = {
  'playbook.yaml': `
name: Inn
timezone: Europe/Berlin
channels: { email: { from: "Inn <inn@example.com>" } }
consent: { marketing: opt-in }
quietHours: { from: "21:00", to: "09:00", channels: [email] }
caps: [{ channel: email, atMost: 1, per: 7 days }]
`,
  'campaigns/hello.yaml': `
trigger: { event: Signed Up }
if: { trait: city, is: Berlin }
steps: [{ send: { channel: email, template: hello, subject: Hello } }]
frequency: once
`,
  'campaigns/news.yaml': `
trigger: { event: Read News }
steps:
  - wait: 1 hour
  - send: { channel: email, template: hello, subject: "News for {{ profile.name }}" }
stopWhen: { event: Unsubscribed }
`,
  'templates/hello.liquid': '<p>Hello</p>',
};

const play = (steps: string) => playStory(INN, steps);

const ANN = `
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin, name: Ann } }
  - consent: { marketing: true }
`;

describe('what a story expects not to be said', () => {
  it('given a message over a cap, then it is suppressed for that reason, and for that person', async () => {
    const result = await play(`${ANN}
  - track: Signed Up
  - expect: { message: { campaign: hello }, ended: { campaign: hello, reason: completed } }
  - track: Read News
  - after: 1 hour
  - expect: { messages: 0, suppressed: { campaign: news, channel: email, reason: cap } }
`);
    expect(toldOf(result)).toEqual([]);
  });

  it('given another reason or channel, then what came instead is told', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - track: Signed Up
  - expect: { suppressed: { campaign: hello, channel: sms, reason: cap } }
`);
    expect(toldOf(result)).toEqual([
      [
        '3: a message of `hello` to be suppressed by sms for `cap` / suppressed, but not so',
        '  hello: email suppressed (consent), no consent for marketing',
        '    ✗ by sms',
        '    ✗ for `cap`',
        '  hello: ended (completed)',
      ].join('\n'),
    ]);
  });

  it('given that nothing came of the campaign, then that is said', async () => {
    const result = await play(`${ANN}  - expect: { suppressed: { campaign: hello } }\n`);
    expect(toldOf(result)).toEqual([
      '3: a message of `hello` to be suppressed / nothing came of `hello` since the last `expect`',
    ]);
  });

  it('given that it was before the last expectation, or of another guest, then it is told apart', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - track: Signed Up
  - expect: { suppressed: { campaign: hello } }
  - expect: { suppressed: { campaign: hello } }
  - track: Signed Up
    as: { userId: bob }
  - identify: { userId: paul, traits: { city: Berlin } }
  - track: Signed Up
  - expect: { of: { userId: bob }, suppressed: { campaign: hello } }
  - expect: { of: { userId: nobody }, suppressed: { campaign: hello } }
`);
    expect(toldOf(result).map((text) => text.split('\n')[0])).toEqual([
      '4: a message of `hello` to be suppressed / it was, but before the last `expect`',
      '8: a message of `hello` to be suppressed / it was, but of another guest',
      '9: a message of `hello` to be suppressed / nobody is known as userId nobody',
    ]);
  });

  it('given several people, then each is looked at since the last expectation about them', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - track: Signed Up
  - identify: { userId: bob, traits: { city: Rome } }
  - track: Signed Up
  - expect: { of: { userId: ann }, messages: 0, suppressed: { campaign: hello, reason: consent } }
  - expect: { of: { userId: bob }, notBegun: { campaign: hello, reason: if } }
  - expect: { of: { userId: bob }, notBegun: { campaign: hello, reason: if } }
`);
    expect(toldOf(result).map((text) => text.split('\n')[0])).toEqual([
      '7: `hello` not to begin for `if` / it was, but before the last `expect`',
    ]);
  });

  it('given a journey that waits still, then that is told, also where its message is missing', async () => {
    const result = await play(`${ANN}
  - track: Read News
  - expect: { message: { campaign: news }, ended: { campaign: news } }
`);
    const told = '  news: under way, step 1: waits until 2026-03-02T10:00:00.003Z';
    expect(toldOf(result)).toEqual([
      `4: a message of \`news\` / no message since the last \`expect\`\n${told}`,
      `4: the journey of \`news\` to end / its journey did not end\n${told}`,
    ]);
  });

  it('given an event that comes too late for its trigger, then the journey has not begun for that', async () => {
    const result = await play(`${ANN}
  - track: Signed Up
    timestamp: 2026-03-02T07:00:00+01:00
  - expect: { messages: 0, notBegun: { campaign: hello, reason: late } }
`);
    expect(toldOf(result)).toEqual([]);
    const told = 'hello: did not begin, the event came too late for the trigger';
    expect(result.timeline.map(({ what }) => what)).toContain(told);
  });

  it('given quiet hours, then a message is held, and leaves when they are over', async () => {
    const result = await play(`${ANN}
  - at: 2026-03-02T20:30:00+01:00
  - track: Read News
  - after: 1 hour
  - expect: { messages: 0, held: { campaign: news } }
  - at: 2026-03-03T09:05:00+01:00
  - expect: { message: { campaign: news, contains: Ann } }
  - expect: { held: { campaign: news } }
`);
    expect(toldOf(result)).toEqual([
      '9: a message of `news` to be held / it was, but before the last `expect`',
    ]);
  });

  it('given a text that needs what the guest does not have, then the message fails, and says of what', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - consent: { marketing: true }
  - track: Read News
  - after: 1 hour
  - expect: { messages: 0, failed: { campaign: news, channel: email, reason: name } }
`);
    expect(toldOf(result)).toEqual([]);
  });

  it('given a failure for something else, then what is said of it stands there', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - consent: { marketing: true }
  - track: Read News
  - after: 1 hour
  - expect: { failed: { campaign: news, reason: mailbox } }
`);
    expect(toldOf(result)[0]).toMatch(
      /^5: a message of `news` to fail for "mailbox" \/ failed, but not so\n.*news: email failed, .*name.*\n {4}✗ for "mailbox"/s,
    );
  });

  it('given that it was stopped, then the journey has ended so, and not otherwise', async () => {
    const result = await play(`${ANN}
  - track: Read News
  - track: Unsubscribed
  - expect: { ended: { campaign: news, reason: stopped } }
  - track: Read News
  - after: 1 hour
  - expect: { ended: { campaign: news, reason: stopped } }
`);
    expect(toldOf(result).map((text) => text.split('\n')[0])).toEqual([
      '8: the journey of `news` to end for `stopped` / ended, but not so',
    ]);
  });

  it('given a second time, or a condition that is false, then the journey has not begun, and why', async () => {
    const result = await play(`${ANN}
  - track: Signed Up
  - expect: { messages: 1 }
  - track: Signed Up
  - expect: { notBegun: { campaign: hello, reason: frequency } }
  - identify: { userId: bob, traits: { city: Rome } }
  - track: Signed Up
  - expect: { notBegun: [{ campaign: hello, reason: if }, { campaign: hello, reason: frequency }] }
  - expect: { notBegun: { campaign: news } }
`);
    expect(toldOf(result)).toEqual([
      [
        '9: `hello` not to begin for `frequency` / did not begin, but not so',
        "  hello: did not begin (if), the campaign's condition does not hold",
        '    ✗ for `frequency`',
      ].join('\n'),
      '10: `news` not to begin / nothing came of `news` since the last `expect`',
    ]);
  });

  it('given a goal after the end of a journey, then it has not ended once more', async () => {
    const files = { 'campaigns/ask.yaml': GOAL };
    const result = await playStory(
      { ...INN, ...files },
      `${ANN}
  - track: Asked
  - expect: { messages: 1, ended: { campaign: ask } }
  - track: Booked
  - expect: { goal: ask }
  - track: Booked
  - expect: { ended: { campaign: ask } }
`,
    );
    expect(toldOf(result)).toEqual(['8: the journey of `ask` to end / it was, but before the last `expect`']);
  });

  it('given a message that is expected and was suppressed, held or not begun, then that is told', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - track: Signed Up
  - expect: { messages: 1, message: { campaign: hello } }
`);
    const told = '  hello: email suppressed (consent), no consent for marketing';
    expect(toldOf(result)).toEqual([
      `3: 1 message since the last \`expect\` / no messages\n${told}`,
      `3: a message of \`hello\` / no message since the last \`expect\`\n${told}`,
    ]);
  });
});

const GOAL = `
trigger: { event: Asked }
goal: { event: Booked, within: 7 days }
steps: [{ send: { channel: email, template: hello, subject: Hello } }]
`;
