import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runStory, type StoryResult } from '../../../cli/test/run-story.ts';
import { compilePlaybook, compileStories } from '../../../domain/playbook/compile-playbook.ts';
import { loadPlaybook } from '../../../domain/playbook/load-playbook.ts';
import { createLiquidRenderer } from '../../../lambdas/adapters/liquid-renderer.ts';

const PLAYBOOK = `
name: Inn
timezone: Europe/Berlin
consent: { marketing: opt-out }
channels: { email: { from: "Inn <inn@example.com>" } }
staff: { roles: [waiter] }
venues: { inn: { name: Inn } }
`;
const VIP = 'name: VIP\nwhen: { trait: tier, is: gold }';
const ASK = '\n  - identify: { userId: ann, traits: { email: ann@example.com } }\n  - track: Asked';

/** Plays a story in a house with these campaigns, those included that `check` refuses: what runs comes to an end all the same. */
function play(campaigns: Record<string, string>, steps: string): StoryResult {
  const files = Object.entries({
    'playbook.yaml': PLAYBOOK,
    'segments/vip.yaml': VIP,
    'tests/a.yaml': `story: A story\nstart: 2026-03-02T10:00:00+01:00\nsteps:${steps}`,
    ...Object.fromEntries(Object.entries(campaigns).map(([id, text]) => [`campaigns/${id}.yaml`, text])),
  }).map(([path, text]) => ({ path, text, data: parse(text) as unknown }));
  const { source, problems } = loadPlaybook(files);
  if (source === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  const program = compilePlaybook(source, {});
  const [only] = compileStories(source);
  if (only === undefined) throw new Error('there is no story');
  const templates = { version: program.version, templates: {} };
  return runStory({ program, templates, renderer: createLiquidRenderer() }, only);
}

const saidTo = ({ messages }: StoryResult) => messages.map((message) => JSON.stringify(message));
const tell = (message: string) => `{ send: { channel: staff, role: waiter, message: "${message}" } }`;

describe('what follows a step of a campaign', () => {
  it('given a trait that it set, then texts and branches see it, at the same moment', () => {
    const result = play(
      {
        gold: `
trigger: { event: Asked }
steps:
  - set: { traits: { tier: gold } }
  - ${tell('is {{ profile.tier }}')}
  - branch:
      - if: { segment: vip }
        steps: [${tell('in the segment')}]
      - else: [${tell('outside')}]
`,
      },
      ASK,
    );
    expect(saidTo(result)).toEqual([
      expect.stringContaining('is gold'),
      expect.stringContaining('in the segment'),
    ]);
    expect(result.messages.every(({ at }) => at < result.story.start + 10)).toBe(true);
  });

  it('given an offer that it granted, then what counts it since the entry sees it', () => {
    const branch = `
  - branch:
      - if: { event: Offer Granted, since: entry }
        steps: [${tell('granted')}]
      - else: [${tell('nothing')}]
`;
    const send = 'send: { channel: staff, role: waiter, message: "first", offer: tea }';
    const result = play(
      {
        grant: `trigger: { event: Asked }\nsteps:\n  - grant: tea${branch}`,
        send: `trigger: { event: Called }\nsteps:\n  - ${send}${branch}`,
      },
      `${ASK}\n  - track: Called`,
    );
    expect(saidTo(result)).toEqual([
      expect.stringContaining('granted'),
      expect.stringContaining('first'),
      expect.stringContaining('granted'),
    ]);
  });

  it('given a trait that its trigger set as well, then the later wins', () => {
    const result = play(
      {
        silver: `
trigger: { segment: vip }
frequency: once
steps:
  - set: { traits: { tier: silver } }
  - ${tell('{{ profile.tier }}')}
`,
      },
      '\n  - identify: { userId: ann, traits: { tier: gold } }',
    );
    expect(saidTo(result)).toEqual([expect.stringContaining('silver')]);
  });
});

describe('campaigns that lead to one another', () => {
  it('given two that grant as the other has, then they come to an end, and the story says why', () => {
    const round = (mine: string, other: string) => `
trigger: { event: Offer Granted, where: { offer: ${other} } }
frequency: every time
steps:
  - grant: ${mine}
  - ${tell('granted')}
`;
    const result = play(
      { cake: round('cake', 'tea'), tea: round('tea', 'cake') },
      '\n  - track: Offer Granted\n    as: { userId: ann }\n    properties: { offer: tea }',
    );
    expect(result.messages).toHaveLength(10);
    const last =
      'did not begin, 10 steps of campaigns have led to it, one after the other: they would not end';
    expect(result.timeline.map(({ what }) => what)).toContainEqual(expect.stringContaining(last));
  });

  it('given three at a time that lead to three, then it stops and says so', () => {
    const offers = ['a', 'b', 'c', 'd'];
    const campaigns = offers.map((own) => {
      const others = offers.filter((offer) => offer !== own).join(', ');
      const trigger = `trigger: { event: Offer Granted, where: { offer: { in: [${others}] } } }`;
      return [own, `${trigger}\nfrequency: every time\nsteps: [{ grant: ${own} }]`] as const;
    });
    const first = '\n  - track: Offer Granted\n    as: { userId: ann }\n    properties: { offer: a }';
    const { failures } = play(Object.fromEntries(campaigns), first);
    expect(JSON.stringify(failures)).toContain('more than 1,000 decisions about one guest at one moment');
  });
});

describe('an event that comes late', () => {
  const steps = (message: string) => `\nsteps: [${tell(message)}]`;
  const LATE = '\n  - track: Asked\n    as: { userId: ann }\n    timestamp: 2026-03-02T07:00:00+01:00';

  it('given a trigger that takes it and one that does not, then each is judged by itself', () => {
    const triggers =
      '[{ event: Asked, where: { room: suite } }, { event: Asked, where: { room: attic }, late: true }]';
    const properties = (room: string) => `${LATE}\n    properties: { room: ${room} }`;
    const campaigns = { late: `trigger: ${triggers}${steps('begun')}` };
    expect(play(campaigns, properties('suite')).messages).toEqual([]);
    expect(play(campaigns, properties('attic')).messages).toHaveLength(1);
  });

  it('given a round that it completes, then nothing begins unless its trigger takes it', () => {
    const round = (late: string) => ({
      round: `trigger: { event: Asked, every: 2${late} }${steps('begun')}`,
    });
    const twice = `${LATE}${LATE.replace('07:00', '07:01')}`;
    expect(play(round(''), twice).messages).toEqual([]);
    expect(play(round(', late: true'), twice).messages).toHaveLength(1);
  });
});
