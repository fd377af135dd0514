import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../cli/compile-folder.ts';
import { runStory } from '../../../cli/test/run-story.ts';
import { createLiquidRenderer } from '../../../lambdas/adapters/liquid-renderer.ts';

const PLAYBOOK = `
name: Inn
timezone: Europe/Berlin
consent: { marketing: opt-out }
channels: { email: { from: "Inn <inn@example.com>" } }
caps: [{ channel: email, atMost: 1, per: 7 days }]
`;
const QUIET = 'quietHours: { from: "09:00", to: "21:00", channels: [email] }';
const VIP = 'name: VIP\nwhen: { event: Asked }';
const ASK = '\n  - identify: { userId: ann, traits: { email: ann@example.com } }\n  - track: Asked';

/** Who had the one message under the cap. */
async function said(campaigns: Record<string, string>, steps: string, more = ''): Promise<readonly string[]> {
  const send = (id: string) => `\n  - send: { channel: email, template: hello, subject: ${id} }`;
  const files = Object.entries({
    'playbook.yaml': PLAYBOOK + more,
    'segments/vip.yaml': VIP,
    'templates/hello.liquid': '<p>Hello</p>',
    'tests/a.yaml': `story: A story\nstart: 2026-03-02T10:00:00+01:00\nsteps:${steps}`,
    ...Object.fromEntries(
      Object.entries(campaigns).map(([id, text]) => [`campaigns/${id}.yaml`, `${text}${send(id)}`]),
    ),
  }).map(([path, text]) => ({ path, text }));
  const compiled = await compileFiles(files);
  if (compiled.program === undefined) throw new Error(JSON.stringify(compiled.problems));
  const [only] = compiled.stories;
  if (only === undefined) throw new Error('there is no story');
  const { messages } = await runStory({ ...compiled, renderer: createLiquidRenderer() }, only);
  return messages.map((message) => message.campaign);
}

describe('who gets the last message under a cap', () => {
  it.each([
    ['entering', 'trigger: { segment: vip }\npriority: 2\nsteps:', 'trigger: { event: Asked }\nsteps:'],
    ['matching', 'trigger: { segment: vip }\nsteps:', 'trigger: { event: Asked }\npriority: 2\nsteps:'],
  ])(
    'given an entry and a match of one event, then it is the higher priority: %s',
    async (who, entering, matching) => {
      expect(await said({ entering, matching }, ASK)).toEqual([who]);
    },
  );

  it('given two journeys that are due at one moment, then it is the higher priority', async () => {
    const waiting = 'trigger: { event: Asked }\nsteps:\n  - wait: 1 hour';
    const steps = `${ASK}\n  - after: 2 hours`;
    expect(await said({ a: waiting, b: `priority: 2\n${waiting}` }, steps)).toEqual(['b']);
  });

  it('given two that are due one after the other, then it is the earlier', async () => {
    const waiting = (what: string) => `trigger: { event: Asked }\nsteps:\n  - wait: ${what}`;
    const steps = `${ASK}\n  - after: 2 hours`;
    const campaigns = { a: waiting('1 hour'), b: `priority: 2\n${waiting('61 minutes')}` };
    expect(await said(campaigns, steps)).toEqual(['a']);
  });
});

describe('who gets the last message under a cap of two who are held, and turn out to be one', () => {
  const steps = `
  - identify: { anonymousId: app-1, traits: { email: app@example.com } }
  - track: Asked
  - after: 1 second
  - identify: { userId: ann, traits: { email: ann@example.com } }
  - track: Called
  - after: 1 hour
  - identify: { anonymousId: app-1, userId: ann }
  - after: 12 hours`;
  const on = (event: string) => `trigger: { event: ${event} }\nsteps:`;

  // Each has a moment of their own: one of the two comes first, whichever has the priority.
  it.each(['first', 'second'])('given that the %s has the priority, then it is that one', async (who) => {
    const campaigns = { first: on('Asked'), second: on('Called') };
    const ranked = Object.entries(campaigns).map(([id, text]) => [
      id,
      id === who ? `priority: 2\n${text}` : text,
    ]);
    expect(await said(Object.fromEntries(ranked), steps, QUIET)).toEqual([who]);
  });
});

describe('a message that did not leave', () => {
  it('given that it took the last of a cap, then the next one has it', async () => {
    const on = (event: string) => `trigger: { event: ${event} }\nsteps:`;
    const campaigns = { first: on('Asked'), second: on('Called'), third: on('Waved') };
    const failing = '\n  - failing: { channel: email, reason: the mailbox is full }';
    const calls = `${failing}${ASK}\n  - failing: none\n  - track: Called\n  - track: Waved`;
    expect(await said(campaigns, calls)).toEqual(['second']);
  });
});
