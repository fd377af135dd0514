import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../cli/compile-folder.ts';
import { runStory } from '../../../cli/test/run-story.ts';
import { createLiquidRenderer } from '../../../lambdas/adapters/liquid-renderer.ts';

const playbook = (cap: string) => `
name: Inn
timezone: Europe/Berlin
consent: { marketing: opt-out }
channels: { email: { from: "Inn <inn@example.com>" } }
caps: [{ channel: email, ${cap} }]
`;
const FRESH = 'name: Fresh\nwhen: { event: Asked, within: 2 days }';
const VIP = 'name: VIP\nwhen: { event: Asked }';
const ASKED = `
  - identify: { userId: ann, traits: { email: ann@example.com, birthday: "1990-03-04" } }
  - track: Asked
  - after: 3 days`;

/** Campaigns that all come to Ann at ten o'clock on Wednesday the fourth, two days after she asked. */
const AT_TEN = {
  broadcast: 'trigger: { segment: vip, schedule: { at: "2026-03-04T10:00" } }\nsteps:',
  another: 'trigger: { segment: vip, schedule: { every: week, day: wednesday, at: "10:00" } }\nsteps:',
  wait: 'trigger: { event: Asked }\nsteps:\n  - wait: 30 hours\n  - wait: { until: "10:00" }',
  birthday: 'trigger: { date: birthday, yearly: true, at: "10:00" }\nsteps:',
} as const;
type Kind = keyof typeof AT_TEN;

/** Both two days after she asked, to the millisecond. */
const LAPSE = 'trigger: { segment: fresh, on: exit }\nsteps:';
const TWO_DAYS = 'trigger: { event: Asked }\nsteps:\n  - wait: 2 days';

/** Who had the messages under the cap. */
async function said(
  campaigns: Record<string, string>,
  { cap = 'atMost: 1, per: 7 days', steps = ASKED } = {},
): Promise<readonly string[]> {
  const send = (id: string) => `\n  - send: { channel: email, template: hello, subject: ${id} }`;
  const files = Object.entries({
    'playbook.yaml': playbook(cap),
    'segments/vip.yaml': VIP,
    'segments/fresh.yaml': FRESH,
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

const kinds = Object.keys(AT_TEN) as Kind[];
const pairs = kinds.flatMap((a) => kinds.filter((b) => a !== b).map((b) => [a, b] as const));

describe('what comes to a guest at one moment, and one message under the cap', () => {
  it.each(pairs)('given a %s and a %s of higher priority, then it is the latter', async (low, high) => {
    // By their names the other would come first.
    expect(await said({ a: AT_TEN[low], b: `priority: 1\n${AT_TEN[high]}` })).toEqual(['b']);
  });

  it.each(pairs)('given a %s and a %s of the same priority, then it is the first by name', async (a, b) => {
    expect(await said({ a: AT_TEN[a], b: AT_TEN[b] })).toEqual(['a']);
  });

  it('given all of them and two messages, then it is the two of the highest priority', async () => {
    const all = Object.fromEntries(
      kinds.map((kind, place) => [`c-${place}`, `priority: ${place}\n${AT_TEN[kind]}`]),
    );
    expect(await said(all, { cap: 'atMost: 2, per: 7 days' })).toEqual(['c-3', 'c-2']);
  });

  it('given one that is refused by what it is about, then the next has it', async () => {
    const unmet = `priority: 1\nif: { trait: tier, is: gold }\n${AT_TEN.birthday}`;
    expect(await said({ a: AT_TEN.broadcast, b: unmet })).toEqual(['a']);
  });

  it.each([
    ['the wait', { a: LAPSE, b: `priority: 1\n${TWO_DAYS}` }],
    ['the segment', { a: TWO_DAYS, b: `priority: 1\n${LAPSE}` }],
  ])('given a wait and a segment that time alone changes, then it is the higher: %s', async (_, both) => {
    expect(await said(both)).toEqual(['b']);
  });

  it('given a wait that is over before a broadcast of higher priority, then it is the wait', async () => {
    const over = AT_TEN.wait.replace('10:00', '09:59');
    expect(await said({ a: over, b: `priority: 1\n${AT_TEN.broadcast}` })).toEqual(['a']);
  });
});
