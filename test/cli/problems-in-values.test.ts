import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

const segment = (matcher: string) =>
  complaintsAbout({ 'segments/vip.yaml': `when: { trait: age, ${matcher} }\n` });

describe('values that are compared', () => {
  it.each([
    'atLeast: 18',
    'atLeast: "18.5"',
    'lessThan: 2026-03-01',
    'moreThan: "2026-03-01T10:00:00Z"',
    'between: [1, 5]',
    'between: [5, 5]',
    'between: ["9", "10"]',
    'between: [2026-03-01, 2026-04-01]',
  ])('given %s, then it is in order', async (matcher) => {
    expect(await segment(matcher)).toEqual([]);
  });

  it.each(['atLeast: gold', 'atMost: "3,5"', 'between: [low, 5]'])(
    'given %s, which has no order, then it says what has',
    async (matcher) => {
      expect(await segment(matcher)).toEqual([
        expect.stringMatching(
          /^segments\/vip\.yaml:1:\d+ expected a number or a date, such as .*, found `.+`$/,
        ),
      ]);
    },
  );

  it.each([
    ['between: [5, 1]', '[1, 5]'],
    ['between: ["10", "9"]', '[9, 10]'],
    ['between: [2026-04-01, 2026-03-01]', '[2026-03-01, 2026-04-01]'],
  ])('given %s, which holds for nothing, then it says how it is meant', async (matcher, meant) => {
    expect(await segment(matcher)).toEqual([
      `segments/vip.yaml:1:30 \`between\` goes from the smaller to the greater: write \`${meant}\``,
    ]);
  });
});

describe('words that YAML once took for true and false', () => {
  it.each([
    ['is: no', '`no` without quotes is text, and may be meant as `false` (write `false`, or `"no"`)'],
    [
      'in: [maybe, Yes]',
      '`Yes` without quotes is text, and may be meant as `true` (write `true`, or `"Yes"`)',
    ],
    ['is: off', '`off` without quotes is text, and may be meant as `false` (write `false`, or `"off"`)'],
  ])('given %s, then it is asked which was meant', async (matcher, complaint) => {
    expect(await segment(matcher)).toEqual([expect.stringMatching(/^segments\/vip\.yaml:1:\d+ /)]);
    expect((await segment(matcher))[0]).toContain(complaint);
  });

  it('given one where nothing but true or false goes, then that is said alone', async () => {
    expect(await segment('exists: yes')).toEqual([
      'segments/vip.yaml:1:29 expected true or false, found `yes`',
    ]);
  });

  it.each<[string, string, string]>([
    ['segments/vip.yaml', 'No', 'when: { event: [Paid, No] }'],
    ['campaigns/hello.yaml', 'Off', 'trigger: { event: X }\nsteps: [{ end: true }]\nname: Off'],
    [
      'campaigns/hello.yaml',
      'No',
      'trigger: { event: X }\nsteps: [{ send: { channel: email, template: hello, subject: No } }]',
    ],
    ['campaigns/hello.yaml', 'Yes', 'trigger: { event: X }\nsteps: [{ send: { channel: sms, text: Yes } }]'],
    ['tests/a.yaml', 'Off', 'story: S\nstart: 2026-03-02\nsteps: [{ track: Off, as: { userId: a } }]'],
    ['tests/a.yaml', 'No', 'story: S\nstart: 2026-03-02\nsteps: [{ track: X, as: { userId: No } }]'],
    ['tests/a.yaml', 'no', 'story: S\nstart: 2026-03-02\nsteps: [{ identify: { userId: no } }]'],
  ])('given one in %s where only text goes, %s, then it is asked for in quotes', async (file, word, text) => {
    const said = `\`${word}\` without quotes is text here, and true or false elsewhere (put it in quotes, as text: \`"${word}"\`)`;
    expect(await complaintsAbout({ [file]: text })).toEqual([expect.stringContaining(said)]);
  });

  it.each<[string, string]>([
    ['segments/vip.yaml', 'when: { event: Paid, where: { name: no } }'],
    ['campaigns/hello.yaml', 'trigger: { event: X }\nsteps: [{ set: { traits: { title: no } } }]'],
    [
      'tests/a.yaml',
      'story: S\nstart: 2026-03-02\nsteps: [{ identify: { userId: a, traits: { name: no } } }]',
    ],
    [
      'tests/a.yaml',
      'story: S\nstart: 2026-03-02\nsteps: [{ track: X, as: { userId: a }, properties: { text: no } }]',
    ],
  ])(
    'given one in %s where a trait or property has that name, then it is asked which was meant',
    async (file, text) => {
      expect((await complaintsAbout({ [file]: text }))[0]).toContain('(write `false`, or `"no"`)');
    },
  );

  it.each(['is: "no"', 'is: NO', 'is: false', 'is: nothing', 'is: "on, off"'])(
    'given %s, then it is in order',
    async (matcher) => {
      expect(await segment(matcher)).toEqual([]);
    },
  );
});

describe('what a playbook is told', () => {
  it('given a list that is empty, then in plain words', async () => {
    const complaints = await complaintsAbout({
      'segments/vip.yaml': 'when: { event: [], within: 3 days }\n',
    });
    expect(complaints.join('\n')).not.toMatch(/Too small|Invalid|>=/);
    expect(complaints).toEqual([
      expect.stringMatching(/expected a list that is not empty, found an empty list|found an empty list/),
    ]);
  });

  it('given two YAML documents in a file, then one sentence where the second begins', async () => {
    expect(await complaintsAbout({ 'segments/vip.yaml': 'when: everyone\n---\nwhen: everyone\n' })).toEqual([
      'segments/vip.yaml:2:1 a second document begins here (`---`): a file holds one',
    ]);
  });
});
