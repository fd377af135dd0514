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

describe('what looks like a loop, and comes to an end', () => {
  it.each<[string, Record<string, string>]>([
    ['another offer', { 'campaigns/a': campaign(granted('tea'), grants('gift')) }],
    [
      'offers of others',
      {
        'campaigns/a': campaign(
          '{ event: Offer Granted, where: { campaign: { isNot: a } } }',
          grants('gift'),
        ),
      },
    ],
    [
      'a chain with an end',
      {
        'campaigns/a': campaign('{ event: Asked }', grants('one')),
        'campaigns/b': campaign(granted('one'), grants('two')),
      },
    ],
    ['once', { 'campaigns/a': campaign('{ event: Offer Granted }', grants('gift'), 'frequency: once') }],
    [
      'once in a while',
      { 'campaigns/a': campaign('{ event: Offer Granted }', grants('gift'), 'frequency: once per 30 days') },
    ],
    [
      'one of two once',
      {
        'campaigns/a': campaign(granted('two'), grants('one'), 'frequency: once'),
        'campaigns/b': campaign(granted('one'), grants('two')),
      },
    ],
    ['every third', { 'campaigns/a': campaign('{ event: Offer Granted, every: 3 }', grants('gift')) }],
    [
      'a guard in `if`',
      { 'campaigns/a': campaign('{ event: Offer Granted }', grants('gift'), 'if: { not: { offer: gift } }') },
    ],
    [
      'a guard in a branch',
      {
        'campaigns/a': campaign(
          '{ event: Offer Granted }',
          `{ branch: [{ if: { not: { offer: gift } }, steps: [${grants('gift')}] }] }`,
        ),
      },
    ],
    [
      'a guard in an arm before',
      {
        'campaigns/a': campaign(
          '{ event: Offer Granted }',
          `{ branch: [{ if: { offer: gift }, steps: [] }, { else: [${grants('gift')}] }] }`,
        ),
      },
    ],
    [
      'only so many',
      {
        'campaigns/a': campaign(
          '{ event: Offer Granted }',
          grants('gift'),
          'if: { event: Offer Granted, count: { atMost: 5 } }',
        ),
      },
    ],
    [
      'a segment that is entered once',
      {
        'segments/given': 'when: { event: Offer Granted }',
        'campaigns/a': campaign('{ segment: given }', grants('gift'), OFTEN),
      },
    ],
    [
      'a segment that the step takes the guest out of',
      {
        'segments/gold': tier('gold'),
        'campaigns/a': campaign('{ segment: gold }', sets('tier', 'silver'), OFTEN),
      },
    ],
    [
      'a segment that the step keeps the guest in',
      {
        'segments/gold': tier('gold'),
        'campaigns/a': campaign('{ segment: gold }', sets('tier', 'gold'), OFTEN),
      },
    ],
    [
      'both ways out of it',
      {
        'segments/gold': tier('gold'),
        'campaigns/a': campaign(
          '[{ segment: gold }, { segment: gold, on: exit }]',
          sets('tier', 'gone'),
          OFTEN,
        ),
      },
    ],
    [
      'a trait that nobody reads',
      {
        'segments/gold': tier('gold'),
        'campaigns/a': campaign('{ segment: gold }', sets('seen', 'true'), OFTEN),
      },
    ],
    [
      'another path of the trait',
      {
        'segments/gold': 'when: { trait: card.tier, is: gold }',
        'campaigns/a': campaign('{ segment: gold }', sets('card', '{ tier: gold, since: today }'), OFTEN),
      },
    ],
    [
      'a count that only grows',
      {
        'traits/gifts': 'count: true\nof: { event: Offer Granted }',
        'segments/many': 'when: { trait: gifts, atLeast: 3 }',
        'campaigns/a': campaign('{ segment: many }', grants('gift'), OFTEN),
      },
    ],
    [
      'stages that go one way',
      {
        'segments/one': tier('one'),
        'segments/two': tier('two'),
        'campaigns/a': campaign('{ segment: one }', sets('tier', 'two'), OFTEN),
        'campaigns/b': campaign('{ segment: two }', sets('tier', 'three'), OFTEN),
      },
    ],
    [
      'a schedule',
      {
        'segments/gold': tier('gold'),
        'campaigns/a': campaign(
          '{ segment: gold, schedule: { every: day, at: "10:00" } }',
          sets('tier', 'gold'),
        ),
      },
    ],
    ['a date', { 'campaigns/a': campaign('{ date: next, at: "10:00" }', sets('next', '2030-01-01')) }],
    [
      'a mail about another campaign’s',
      {
        'campaigns/a': campaign('{ event: Asked }', MAIL),
        'campaigns/b': campaign('{ event: Email Opened, where: { campaign: a } }', MAIL),
      },
    ],
    [
      'a message to staff about a click',
      { 'campaigns/a': campaign('{ event: Email Link Clicked }', sets('clicked', 'true')) },
    ],
    [
      'a segment of who was written to, without an end',
      {
        'segments/written': 'when: { message: a }',
        'campaigns/a': campaign('{ segment: written }', MAIL, OFTEN),
      },
    ],
    ['an end before it', { 'campaigns/a': campaign('{ event: Offer Granted }', `${MAIL}, { end: true }`) }],
  ])('given %s, then nothing is said', async (_, files) => {
    expect(await checked(files)).toEqual({ problems: [], warnings: [] });
  });
});

describe('many segments within segments', () => {
  it('given each asks about the one before twice, then each is looked into once', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => {
        const before = `{ segment: s${index - 1} }`;
        const twice = `when: { any: [{ all: [${before}, { trait: a, is: 1 }] }, { all: [${before}, { trait: b, is: 1 }] }] }`;
        return [`segments/s${index}`, index === 0 ? tier('gold') : twice];
      }),
    );
    const loop = campaign(
      '{ segment: s39 }',
      sets('tier', '"{{ profile.wish }}"'),
      `${OFTEN}\nif: { not: { segment: s38 } }`,
    );
    const { warnings } = await checked({ ...files, 'campaigns/loop': loop });
    expect(warnings).toEqual([expect.stringContaining('may begin itself')]);
  });

  it('given a row of a thousand, then it is gone through', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [
        `segments/s${index}`,
        index === 0 ? tier('gold') : `when: { segment: s${index - 1} }`,
      ]),
    );
    const loop = campaign('{ segment: s999 }', sets('tier', 'gold'), `${OFTEN}\nif: { segment: s998 }`);
    expect(await checked({ ...files, 'campaigns/loop': loop })).toEqual({ problems: [], warnings: [] });
  });
});
