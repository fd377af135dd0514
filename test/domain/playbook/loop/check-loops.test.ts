import { describe, expect, it } from 'vitest';
import {
  campaign,
  checked,
  granted,
  grants,
  MAIL,
  OFTEN,
  sets,
  tier,
} from '../../../support/looping-campaigns.ts';

describe('a campaign that begins itself', () => {
  it.each([
    ['any offer', '{ event: Offer Granted }', grants('gift')],
    ['that offer', granted('gift'), grants('gift')],
    ['any event', '{ event: any }', grants('gift')],
    [
      'an arm for some',
      granted('gift'),
      `{ split: [{ weight: 1, steps: [${grants('gift')}] }, { weight: 1, steps: [] }] }`,
    ],
    ['a wait before', granted('gift'), `{ wait: 30 days }, ${grants('gift')}`],
  ])('given %s, then it is refused', async (_, trigger, steps) => {
    expect(await checked({ 'campaigns/loop': campaign(trigger, steps) })).toEqual({
      problems: [
        'campaigns/loop.yaml:1:19 the campaign begins itself, without end: `loop` grants `gift` → `loop`',
      ],
      warnings: [],
    });
  });

  it('given one of several triggers, then that is named', async () => {
    const { problems } = await checked({
      'campaigns/loop': campaign('[{ event: Asked }, { event: Offer Granted }]', grants('gift')),
    });
    expect(problems).toEqual([
      expect.stringMatching(/^campaigns\/loop\.yaml:1:38 the campaign begins itself/u),
    ]);
  });

  it('given a mail for each mail that arrived, then it is refused', async () => {
    const { problems } = await checked({ 'campaigns/loop': campaign('{ event: Email Delivered }', MAIL) });
    expect(problems).toEqual([
      'campaigns/loop.yaml:1:19 the campaign begins itself, without end: `loop` sends an email → `Email Delivered` → `loop`',
    ]);
  });

  it.each([
    [
      'a branch',
      campaign(
        '{ event: Offer Granted }',
        `{ branch: [{ if: { event: Asked }, steps: [${grants('gift')}] }] }`,
      ),
    ],
    [
      'an else',
      campaign(
        '{ event: Offer Granted }',
        `{ branch: [{ if: { event: Asked }, steps: [] }, { else: [${grants('gift')}] }] }`,
      ),
    ],
    ['an `if`', campaign('{ event: Offer Granted }', grants('gift'), 'if: { consent: marketing }')],
    ['a `stopWhen`', campaign('{ event: Offer Granted }', grants('gift'), 'stopWhen: { event: Asked }')],
    ['an end', campaign('{ event: Offer Granted }', grants('gift'), 'active: { to: 2030-01-01 }')],
    ['a pause', campaign('{ event: Offer Granted }', grants('gift'), 'paused: true')],
    ['a `since`', campaign('{ event: Offer Granted, since: { event: Asked } }', grants('gift'))],
    [
      'a date that may be missing',
      campaign('{ event: Offer Granted }', `{ wait: { until: profile.day } }, ${grants('gift')}`),
    ],
    [
      'an arm that may end it',
      campaign(
        '{ event: Offer Granted }',
        `{ branch: [{ if: { event: Asked }, steps: [{ end: true }] }] }, ${grants('gift')}`,
      ),
    ],
  ])('given %s in between, then it is warned of', async (_, text) => {
    expect(await checked({ 'campaigns/loop': text })).toEqual({
      problems: [],
      warnings: [
        'campaigns/loop.yaml:1:19 the campaign may begin itself, without end: `loop` grants `gift` → `loop`',
      ],
    });
  });

  const vip = { 'segments/vip': 'when: { trait: vip, is: true }' };
  const [joins, leaves] = [sets('vip', 'true'), sets('vip', 'false')];

  it.each([
    ['enters', 'entry', `${MAIL}, ${leaves}, { wait: 1 day }, ${joins}`],
    ['enters', 'entry', `${leaves}, { split: [{ weight: 1, steps: [${joins}] }, { weight: 1, steps: [] }] }`],
    ['leaves', 'exit', `${joins}, { wait: 1 day }, ${leaves}`],
  ])(
    'given steps that have its segment turn and turn back, so that the guest %s it on %s, then it is refused',
    async (turn, on, steps) => {
      const loop = campaign(`{ segment: vip, on: ${on} }`, steps, OFTEN);
      expect(await checked({ ...vip, 'campaigns/loop': loop })).toEqual({
        problems: [
          `campaigns/loop.yaml:1:21 the campaign begins itself, without end: \`loop\` sets \`vip\` → ${turn} \`vip\` → \`loop\``,
        ],
        warnings: [],
      });
    },
  );

  it.each([
    ['what it is already comes first', `${joins}, ${leaves}`, OFTEN],
    [
      'each is in an arm of its own',
      `{ split: [{ weight: 1, steps: [${leaves}] }, { weight: 1, steps: [${joins}] }] }`,
      OFTEN,
    ],
    [
      'leaving ends the journey',
      `${leaves}, { wait: 1 day }, ${joins}`,
      `${OFTEN}\nstopWhen: { not: { segment: vip } }`,
    ],
    ['it begins once', `${leaves}, { wait: 1 day }, ${joins}`, 'frequency: once'],
  ])('given steps that do so where %s, then nothing is said', async (_, steps, more) => {
    const loop = campaign('{ segment: vip }', steps, more);
    expect(await checked({ ...vip, 'campaigns/loop': loop })).toEqual({ problems: [], warnings: [] });
  });

  it.each(['Email Opened', 'Email Link Clicked'])(
    'given a mail for each %s, then it is warned of',
    async (event) => {
      const { warnings } = await checked({ 'campaigns/loop': campaign(`{ event: ${event} }`, MAIL) });
      expect(warnings).toEqual([
        `campaigns/loop.yaml:1:19 the campaign may begin itself, without end: \`loop\` sends an email → \`${event}\` → \`loop\``,
      ]);
    },
  );
});

describe('campaigns that begin each other', () => {
  it('given offers that lead to each other, then all of the way is named', async () => {
    const files = {
      'campaigns/a': campaign(granted('three'), grants('one')),
      'campaigns/b': campaign(granted('one'), grants('two')),
      'campaigns/c': campaign(granted('two'), grants('three')),
    };
    expect(await checked(files)).toEqual({
      problems: [
        'campaigns/a.yaml:1:19 campaigns begin each other, without end: `a` grants `one` → `b` grants `two` → `c` grants `three` → `a`',
      ],
      warnings: [],
    });
  });

  it('given traits that put a guest from one segment into the other, then it is refused', async () => {
    const files = {
      'segments/gold': tier('gold'),
      'segments/silver': tier('silver'),
      'campaigns/down': campaign('{ segment: gold }', sets('tier', 'silver'), OFTEN),
      'campaigns/up': campaign('{ segment: silver }', sets('tier', 'gold'), OFTEN),
    };
    expect((await checked(files)).problems).toEqual([
      'campaigns/down.yaml:1:21 campaigns begin each other, without end: `down` sets `tier` → enters `silver` → `up` sets `tier` → enters `gold` → `down`',
    ]);
  });

  it('given segments of segments, and a condition beside, then it is warned of', async () => {
    const files = {
      'segments/gold': tier('gold'),
      'segments/dear': 'when: { all: [{ segment: gold }, { consent: marketing }] }',
      'segments/silver': tier('silver'),
      'campaigns/down': campaign('{ segment: dear }', sets('tier', 'silver'), OFTEN),
      'campaigns/up': campaign('{ segment: silver }', sets('tier', 'gold'), OFTEN),
    };
    expect(await checked(files)).toEqual({
      problems: [],
      warnings: [
        'campaigns/down.yaml:1:21 campaigns may begin each other, without end: `down` sets `tier` → enters `silver` → `up` sets `tier` → enters `dear` → `down`',
      ],
    });
  });

  it('given an exit and an entry of one segment, then it is refused', async () => {
    const files = {
      'segments/gold': tier('gold'),
      'campaigns/back': campaign('{ segment: gold, on: exit }', sets('tier', 'gold'), OFTEN),
      'campaigns/out': campaign('{ segment: gold }', sets('tier', 'none'), OFTEN),
    };
    expect((await checked(files)).problems).toEqual([
      'campaigns/back.yaml:1:21 campaigns begin each other, without end: `back` sets `tier` → enters `gold` → `out` sets `tier` → leaves `gold` → `back`',
    ]);
  });

  it('given what a campaign grants, and a segment of it that time has a guest leave, then it is warned of', async () => {
    const files = {
      'segments/given': `when: { ...x }`.replace('{ ...x }', '{ event: Offer Granted, within: 1 day }'),
      'campaigns/loop': campaign('{ segment: given }', `{ wait: 2 days }, ${grants('gift')}`, OFTEN),
    };
    expect((await checked(files)).warnings).toEqual([
      'campaigns/loop.yaml:1:21 the campaign may begin itself, without end: `loop` grants `gift` → enters `given` → `loop`',
    ]);
  });

  it('given a value that nobody knows beforehand, then it is warned of', async () => {
    const files = {
      'segments/gold': tier('gold'),
      'campaigns/loop': campaign('{ segment: gold }', sets('tier', '"{{ profile.wish }}"'), OFTEN),
    };
    expect((await checked(files)).warnings).toEqual([
      'campaigns/loop.yaml:1:21 the campaign may begin itself, without end: `loop` sets `tier` → enters `gold` → `loop`',
    ]);
  });

  it('given a loop that is certain and a way round it that is not, then the loop is told once', async () => {
    const files = {
      'campaigns/a': campaign(granted('two'), grants('one')),
      'campaigns/b': campaign(granted('one'), grants('two')),
      'campaigns/c': campaign(granted('one'), grants('two'), 'if: { consent: marketing }'),
    };
    const { problems, warnings } = await checked(files);
    expect([problems.length, warnings.length]).toEqual([1, 0]);
  });

  it('given two loops apart, then both are told', async () => {
    const files = {
      'campaigns/a': campaign(granted('a'), grants('a')),
      'campaigns/b': campaign(granted('b'), grants('b')),
    };
    expect((await checked(files)).problems).toHaveLength(2);
  });
});
