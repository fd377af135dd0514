import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../../support/a-folder.ts';
import { playStory, toldOf } from '../../support/play-story.ts';

const INN: Readonly<Record<string, string>> = {
  'playbook.yaml': `
name: Inn
timezone: Europe/Berlin
channels: { email: { from: "Inn <inn@example.com>" } }
consent: { marketing: opt-out }
`,
  'segments/regular.yaml': 'when: { event: Checked In, count: { atLeast: 3 } }\n',
  'campaigns/ask.yaml': `
trigger: { event: Asked }
steps:
  - wait: 3 days
  - send: { channel: email, template: hello, subject: Old words }
frequency: every time
`,
  'campaigns/thanks.yaml': `
trigger: { segment: regular }
steps: [{ send: { channel: email, template: hello, subject: Thank you } }]
`,
  'templates/hello.liquid': '<p>Hello</p>',
};

const play = (steps: string) => playStory(INN, steps);
const ANN = '  - identify: { userId: ann, traits: { email: ann@example.com } }\n';
const NEW_WORDS =
  'steps: [{ wait: 1 day }, { send: { channel: email, template: hello, subject: New words } }]';

describe('a deploy in the middle of a story', () => {
  it('given other steps, then who is under way keeps the old ones, and who begins has the new', async () => {
    const result = await play(`${ANN}
  - track: Asked
  - deploy: { campaigns: { ask: { ${NEW_WORDS} } } }
  - track: Asked
  - after: 1 day
  - expect: { messages: 1, message: { campaign: ask, contains: New words } }
  - after: 2 days
  - expect: { messages: 1, message: { campaign: ask, contains: Old words } }
`);
    expect(toldOf(result)).toEqual([]);
    expect(result.timeline.map(({ what }) => what)).toContain('changes campaigns ask');
  });

  it('given a campaign that is taken out, then nobody begins it, and the next deploy stands on the folder’s own', async () => {
    const result = await play(`${ANN}
  - deploy: { campaigns: { ask: null } }
  - track: Asked
  - after: 3 days
  - expect: { messages: 0 }
  - deploy: {}
  - track: Asked
  - after: 3 days
  - expect: { messages: 1, message: { campaign: ask, contains: Old words } }
`);
    expect(result.timeline.map(({ what }) => what)).toContain('the folder’s own again');
    expect(toldOf(result)).toEqual([]);
  });

  it('given a campaign that is paused, then what is due is suppressed, and nothing begins', async () => {
    const result = await play(`${ANN}
  - track: Asked
  - deploy: { campaigns: { ask: { paused: true } } }
  - track: Asked
  - expect: { notBegun: { campaign: ask, reason: paused } }
  - after: 3 days
  - expect: { messages: 0, suppressed: { campaign: ask, reason: paused } }
`);
    expect(toldOf(result)).toEqual([]);
  });

  it('given a segment that more are in, then they are in it at once, and only a campaign that includes them tells them', async () => {
    const result = await play(`${ANN}
  - track: Checked In
  - expect: { notSegment: regular }
  - deploy: { segments: { regular: { when: { event: Checked In } } } }
  - expect: { segment: regular, messages: 0 }
  - deploy:
      segments: { regular: { when: { event: Checked In } } }
      campaigns: { hello: { trigger: { segment: regular }, includeExisting: true, ${NEW_WORDS} } }
  - after: 1 day
  - expect: { messages: 1, message: { campaign: hello } }
`);
    expect(toldOf(result)).toEqual([]);
  });

  it('given a segment that is defined otherwise, then what ended a journey from before is explained as it was asked', async () => {
    const ask = (rule: string) => `trigger: { event: Asked }\n${rule}\n${NEW_WORDS}\n`;
    const result = await playStory(
      {
        ...INN,
        'segments/vip.yaml': 'when: { trait: vip, is: true }\n',
        'campaigns/stops.yaml': ask('stopWhen: { not: { segment: vip } }'),
        'campaigns/fails.yaml': ask('if: { segment: vip }'),
      },
      `  - identify: { userId: ann, traits: { email: ann@example.com, vip: true } }
  - track: Asked
  - deploy: { segments: { vip: { when: { trait: gold, is: true } } } }
  - identify: { userId: ann, traits: { gold: true, vip: false } }
  - after: 1 day
  - expect: { ended: [{ campaign: stops, reason: stopped }, { campaign: fails, reason: condition failed }] }
`,
    );
    expect(toldOf(result)).toEqual([]);
    const told = result.timeline.map(({ what }) => what);
    const [stopped, failed] = ['stops: ended: stopped', 'fails: ended: condition failed'].map((end) =>
      told.indexOf(end),
    );
    expect(told.slice(stopped).slice(1, 3)).toEqual(['  ✓ not', '    ✗ trait vip is true: saw false']);
    expect(told.slice(failed)[1]).toBe('  ✗ trait vip is true: saw false');
  });

  it('given steps that only a deploy brings, then they are not taken for those of the folder', async () => {
    const result = await play(`${ANN}
  - deploy: { campaigns: { ask: { ${NEW_WORDS} } } }
  - track: Asked
  - after: 1 day
  - expect: { messages: 1 }
`);
    expect(toldOf(result)).toEqual([]);
    expect([...result.reached]).toEqual([]);
  });
});

describe('what check says of a deploy in a story', () => {
  const complaints = (deploy: string) =>
    complaintsAbout({
      ...INN,
      'tests/a.yaml': `story: S\nstart: 2026-03-02\nsteps:\n  - deploy: ${deploy}\n  - expect: { messages: 0 }\n`,
    });

  it.each([
    ['{ campaign: { ask: null } }', '4:15 unknown key `campaign` (did you mean `campaigns`?)'],
    ['{ campaigns: { aks: { paused: true } } }', '4:28 unknown campaign `aks` (did you mean `ask`?)'],
    ['{ campaigns: { aks: null } }', '4:28 unknown campaign `aks` (did you mean `ask`?)'],
    ['{ campaigns: { ask: { pausd: true } } }', '4:35 unknown key `pausd` (did you mean `paused`?)'],
    [
      '{ campaigns: { ask: { trigger: { segment: regulra } } } }',
      '4:55 unknown segment `regulra` (did you mean `regular`?)',
    ],
    [
      '{ campaigns: { ask: { steps: [{ send: { channel: email, template: hello, subject: "{{ profil.a }}" } }] } } }',
      '4:95 unknown variable `profil` (did you mean `profile`?)',
    ],
    [
      '{ segments: { regular: null } }',
      '4:13 with this deploy, `campaigns/thanks.yaml`: unknown segment `regular` (there is `vip`)',
    ],
    [
      '{ campaigns: { ask: { frequenzy: null } } }',
      '4:35 `campaigns/ask.yaml` has no key `frequenzy` to take out (did you mean `frequency`?)',
    ],
    ['{ campaigns: { ask: paused } }', '4:33 expected a mapping, or `null` to take it out, found `paused`'],
  ])('given %s, then it is refused there', async (deploy, complaint) => {
    const [first] = await complaints(deploy);
    expect(first).toBe(`tests/a.yaml:${complaint}`);
  });

  it('given names that only the deploy brings, then the story may expect of them', async () => {
    const added = `{ segments: { gold: { when: { trait: tier, is: gold } } }, campaigns: { gold: { trigger: { segment: gold }, ${NEW_WORDS}, goal: { event: Asked, within: 1 day } } } }`;
    const expected = '{ of: { userId: a }, notSegment: gold, notBegun: { campaign: gold }, goal: gold }';
    expect(await complaints(`${added}\n  - expect: ${expected}`)).toEqual([]);
  });
});
