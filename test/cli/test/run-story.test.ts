import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../cli/compile-folder.ts';
import { runStory, type StoryResult } from '../../../cli/test/run-story.ts';
import { createLiquidRenderer } from '../../../lambdas/adapters/liquid-renderer.ts';

const PLAYBOOK: Record<string, string> = {
  'playbook.yaml': `
name: Inn
timezone: Europe/Berlin
channels: { email: { from: "Inn <inn@example.com>" } }
consent: { marketing: opt-in }
`,
  'segments/regular.yaml': `
name: Regular
when: { all: [{ event: Checked In, count: { atLeast: 2 }, within: 30 days }, { trait: city, is: Berlin }] }
`,
  'campaigns/thanks.yaml': `
name: Thanks
trigger: { segment: regular }
steps:
  - wait: 1 day
  - send: { channel: email, template: thanks, subject: "Thank you, {{ profile.firstName | default: 'guest' }}" }
`,
  'campaigns/booked.yaml': `
name: Booked
trigger: { event: Booking Made }
if: { all: [{ consent: marketing }, { trait: city, is: Rome }] }
stopWhen: { event: Checked Out }
steps:
  - send: { channel: email, template: thanks, subject: Thank you }
`,
  'campaigns/ask.yaml': `
trigger: { event: Called Hotel }
goal: { event: Booking Made, where: { room: Suite }, within: 7 days }
steps:
  - wait: { until: { event: Checked In }, atMost: 1 day }
  - branch:
      - if: { event: Checked In, since: entry }
        steps: [{ end: true }]
      - else: [{ send: { channel: email, template: thanks, subject: Shall we book a suite? } }]
`,
  'campaigns/menu.yaml': `
trigger: { event: Menu Viewed }
holdout: 10%
goal: { event: Booking Made, within: 7 days }
steps: [{ send: { channel: email, template: thanks, subject: Our menu } }]
`,
  'templates/thanks.liquid': '<p>See you soon in {{ profile.city }}</p>',
};

/** Plays a story that is given as the lines of its steps. */
async function play(steps: string, draws = ''): Promise<StoryResult> {
  const story = `story: A story\nstart: 2026-03-02T10:00:00+01:00\n${draws}\nsteps:\n${steps}`;
  const files = Object.entries({ ...PLAYBOOK, 'tests/a.yaml': story }).map(([path, text]) => ({
    path,
    text,
  }));
  const compiled = await compileFiles(files);
  if (compiled.program === undefined) throw new Error(JSON.stringify(compiled.problems));
  const [only] = compiled.stories;
  if (only === undefined) throw new Error('there is no story');
  return runStory({ ...compiled, renderer: createLiquidRenderer() }, only);
}

const REGULAR = `
  - identify: { userId: ann, traits: { email: ann@example.com, firstName: Ann, city: Berlin } }
  - consent: { marketing: true }
  - track: Checked In
  - track: Checked In
`;

describe('a story', () => {
  it('given all it expects is so, then it holds', async () => {
    const result = await play(`${REGULAR}
  - expect: { segment: regular, messages: 0 }
  - after: 1 day
  - expect: { messages: 1, message: { campaign: thanks, channel: email, to: ann@example.com, contains: [Ann, Berlin] } }
  - after: 30 days
  - expect: { notSegment: regular, messages: 0, trait: { city: Berlin } }
`);
    expect(result.failures).toEqual([]);
    expect(result.expectations).toBe(3);
  });

  it('given a segment that the guest is not in, then it fails, and says which condition was false with the values seen', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { city: Rome } }
  - track: Checked In
  - expect: { segment: regular }
`);
    const [finding] = result.failures[0]?.findings ?? [];
    const text = finding?.why.join('\n') ?? '';
    expect(result.failures).toHaveLength(1);
    expect(result.failures[0]?.step).toBe(3);
    expect(finding).toMatchObject({ expected: 'to be in `regular`', received: 'is not in it' });
    expect(text).toMatch(
      /✗ event Checked In, at least 2 times, within 30 days: saw 1, the latest on Mon 2 Mar 2026 \d\d:00:00/,
    );
    expect(text).toMatch(/✗ trait city is "Berlin": saw "Rome"/);
  });

  it.each([
    ['a number of messages', '{ messages: 2 }', '2 messages since the last `expect` / 1 message'],
    ['a message to somebody else', '{ message: { to: bob@example.com } }', 'bob@example.com'],
    ['a message with another text', '{ message: { contains: Rome } }', 'Rome'],
    [
      'a message of another campaign on another channel',
      '{ message: { campaign: thanks, channel: sms } }',
      'sms',
    ],
    [
      'not to be in a segment that the guest is in',
      '{ notSegment: regular }',
      'not to be in `regular` / is in it',
    ],
    ['another value of a trait', '{ trait: { city: Rome } }', 'trait `city` is "Rome" / "Berlin"'],
    ['a trait of nobody', '{ of: { userId: bob }, trait: { city: Rome } }', 'nobody is known as userId bob'],
    ['a segment of nobody', '{ of: { userId: bob }, segment: regular }', 'nobody is known as userId bob'],
  ])('given it expects %s, then it fails and says so', async (_, expected, line) => {
    const result = await play(`${REGULAR}  - after: 1 day\n  - expect: ${expected}\n`);
    expect(result.failures).toHaveLength(1);
    const told = result.failures[0]?.findings.map(
      ({ expected, received, why }) => `${expected} / ${received}\n${why.join('\n')}`,
    );
    expect(told?.join('\n')).toContain(line);
  });

  it('given no consent, then the message is suppressed, and the timeline says why', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - track: Checked In
  - track: Checked In
  - after: 3 days
  - expect: { messages: 0 }
`);
    expect(result.failures).toEqual([]);
    expect(result.timeline.map(({ what }) => what).join('\n')).toContain('no consent for marketing');
  });

  it('given a campaign whose condition is false, then the timeline says which part, with the values seen', async () => {
    const result = await play(`${REGULAR}
  - track: Booking Made
  - expect: { messages: 1 }
`);
    const told = result.timeline.map(({ what }) => what).join('\n');
    expect(result.failures).toHaveLength(1);
    expect(told).toMatch(/✗ trait city is "Rome": saw "Berlin"/);
  });

  it('given an event that the collector would refuse, then the story fails there', async () => {
    const result = await play('  - track: Checked In\n    as: { userId: "null" }\n');
    expect(result.failures[0]?.findings[0]?.received).toContain('the collector refuses this');
  });

  it('given a goal, then it is reached by its event after the message, and once', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - consent: { marketing: true }
  - track: Called Hotel
  - after: 2 days
  - expect: { message: { campaign: ask } }
  - track: Booking Made
    properties: { room: Double }
  - track: Booking Made
    properties: { room: Suite }
  - expect: { goal: ask }
  - expect: { goal: ask }
`);
    expect(result.failures.map(({ step, findings }) => [step, findings[0]?.received])).toEqual([
      [9, 'has, but before the last `expect`'],
    ]);
  });

  it.each([
    ['a message', 'out'],
    ['held out', 'in'],
  ])(
    'given a goal that the guest reaches before signing in (%s), then the sign-in counts it',
    async (_, draw) => {
      const result = await play(
        `
  - identify: { anonymousId: tablet, userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - consent: { marketing: true }
  - track: Menu Viewed
  - after: 1 day
  - track: Booking Made
    as: { anonymousId: phone }
  - identify: { anonymousId: phone, userId: ann }
  - expect: { goal: menu }
`,
        `draws: { menu.holdout: ${draw} }`,
      );
      expect(result.failures).toEqual([]);
    },
  );

  it('given what a journey waits for, then it goes on by the arm for it', async () => {
    const result = await play(`
  - identify: { userId: ann, traits: { email: ann@example.com, city: Berlin } }
  - consent: { marketing: true }
  - track: Called Hotel
  - after: 1 hour
  - track: Checked In
  - after: 2 days
  - expect: { messages: 0 }
`);
    expect(result.failures).toEqual([]);
    expect(result.timeline.map(({ what }) => what).join('\n')).toContain('ask: ended: ended by a step');
  });
});
