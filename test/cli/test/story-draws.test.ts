import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../../support/a-folder.ts';
import { playStory, toldOf } from '../../support/play-story.ts';

const INN: Readonly<Record<string, string>> = {
  'playbook.yaml': `
name: Inn
timezone: Europe/Berlin
channels: { email: { from: "Inn <inn@example.com>" } }
consent: { marketing: opt-out }
control: 5%
`,
  'campaigns/ask.yaml': `
trigger: { event: Asked }
steps:
  - split:
      - { weight: 98, steps: [{ send: { channel: email, template: hello, subject: One } }] }
      - { weight: 1, steps: [{ send: { channel: email, template: hello, subject: Two } }] }
      - { weight: 1, steps: [{ send: { channel: email, template: hello, subject: Three } }] }
holdout: 10%
`,
  'campaigns/tell.yaml': `
trigger: { event: Told }
steps:
  - split: [{ weight: 1, steps: [] }, { weight: 1, steps: [{ end: true }] }]
  - split: [{ weight: 1, steps: [] }, { weight: 1, steps: [{ end: true }] }]
`,
  'campaigns/say.yaml': 'trigger: { event: Said }\nsteps: [{ wait: 1 day }]\n',
  'templates/hello.liquid': '<p>Hello</p>',
};

const OUT = 'control: out, ask.holdout: out';

describe('what a story draws', () => {
  it.each([
    [1, 'One'],
    [2, 'Two'],
    [3, 'Three'],
  ])('given arm %i for all of its people, then that one is taken', async (arm, subject) => {
    const result = await playStory(
      INN,
      ['ann', 'bob', 'web-1']
        .map(
          (name) => `
  - identify: { userId: ${name}, traits: { email: ${name}@example.com } }
  - track: Asked
  - expect: { messages: 1, message: { campaign: ask, to: ${name}@example.com, contains: ${subject} } }
`,
        )
        .join(''),
      `draws: { ${OUT}, ask.split: ${arm} }`,
    );
    expect(toldOf(result)).toEqual([]);
  });

  it('given who is held out, and who is in the control group, then nothing is sent to them, and why', async () => {
    const result = await playStory(
      INN,
      `
  - identify: { userId: ann, traits: { email: ann@example.com } }
    draws: { control: out, ask.holdout: in }
  - track: Asked
  - expect: { messages: 0, suppressed: { campaign: ask, reason: holdout } }
  - track: Asked
    as: { userId: bob, email: bob@example.com }
    draws: { control: in }
  - expect: { messages: 0, suppressed: { campaign: ask, reason: control } }
  - identify: { userId: paul, traits: { email: paul@example.com } }
  - track: Asked
  - expect: { messages: 1, message: { contains: Two } }
`,
      `draws: { ${OUT}, ask.split: 2 }`,
    );
    expect(toldOf(result)).toEqual([]);
  });

  it('given a random share of a segment, then who is in it is said', async () => {
    const files = {
      ...INN,
      'segments/testers.yaml': 'when: { random: 1% }\n',
      'campaigns/ask.yaml':
        'trigger: { segment: testers }\nsteps: [{ send: { channel: email, template: hello, subject: Hi } }]\n',
    };
    const result = await playStory(
      files,
      `
  - identify: { userId: ann, traits: { email: ann@example.com } }
  - expect: { segment: testers, messages: 1 }
  - identify: { userId: bob, traits: { email: bob@example.com } }
    draws: { testers.random: out }
  - expect: { notSegment: testers, messages: 0 }
`,
      'draws: { control: out, testers.random: in }',
    );
    expect(toldOf(result)).toEqual([]);
  });

  it('given somebody who was known before and draws otherwise, then the story says where to write it', async () => {
    const result = await playStory(
      INN,
      `
  - page: Rooms
    as: { anonymousId: web-1 }
    draws: { ask.split: 1 }
  - identify: { anonymousId: web-1, userId: ann }
    draws: { ask.split: 2 }
`,
    );
    expect(toldOf(result)).toEqual([
      '2: to draw `ask.split: 2` / was known before, and draws otherwise\n  write `draws` where the story first names them, or beside `start`',
    ]);
  });

  it.each([
    ['{ ask.spilt: 2 }', 'tests/a.yaml:3:10 unknown draw `ask.spilt` (did you mean `ask.split`?)'],
    ['{ tell.split: 2 }', 'tests/a.yaml:3:10 unknown draw `tell.split` (did you mean `tell.split.1`?)'],
    [
      '{ tell.holdout: in }',
      'tests/a.yaml:3:10 unknown draw `tell.holdout` (campaign `tell` has no `holdout`)',
    ],
    ['{ say.split: 1 }', 'tests/a.yaml:3:10 unknown draw `say.split` (campaign `say` has no `split`)'],
    ['{ say.split.2: 1 }', 'tests/a.yaml:3:10 unknown draw `say.split.2` (campaign `say` has no `split`)'],
    ['{ ask.random: in }', 'tests/a.yaml:3:10 unknown draw `ask.random` (campaign `ask` has no `random`)'],
    ['{ aks.holdout: in }', 'tests/a.yaml:3:10 unknown draw `aks.holdout` (did you mean `ask.holdout`?)'],
    ['{ ask.split: 4 }', 'tests/a.yaml:3:21 expected an arm from 1 to 3, found `4`'],
    ['{ ask.split: in }', 'tests/a.yaml:3:21 expected an arm from 1 to 3, found `in`'],
    ['{ ask.holdout: 1 }', 'tests/a.yaml:3:23 expected `in` or `out`, found `1`'],
    ['{ ask.holdout: yes }', 'tests/a.yaml:3:23 expected `in`, `out`, or the number of an arm, found `yes`'],
  ])('given the draws %s, then check refuses them', async (draws, complaint) => {
    const story = `story: S\nstart: 2026-03-02\ndraws: ${draws}\nsteps: [{ expect: { messages: 0 } }]\n`;
    expect(await complaintsAbout({ ...INN, 'tests/a.yaml': story })).toEqual([complaint]);
  });

  it('given draws that hardly anybody has, then the story fails there', async () => {
    const files = { ...INN, 'campaigns/ask.yaml': `${INN['campaigns/ask.yaml']}`.replace('10%', '100%') };
    const result = await playStory(
      files,
      '  - page: Rooms\n    as: { userId: ann }\n    draws: { ask.holdout: out }\n',
    );
    expect(toldOf(result)[0]).toContain('1: somebody who draws so / of 100,000 guests none draws so');
  });

  it('given draws of a step, or a playbook that draws nothing, then check refuses them there', async () => {
    const step =
      'story: S\nstart: 2026-03-02\nsteps:\n  - page: X\n    as: { userId: a }\n    draws: { a: in }\n';
    expect(await complaintsAbout({ 'tests/a.yaml': step })).toEqual([
      'tests/a.yaml:6:14 unknown draw `a` (this playbook draws nothing: it has no `holdout`, `split`, `random` or `control`)',
    ]);
  });
});
