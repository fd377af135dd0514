import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../../../support/a-folder.ts';

const START = 'story: S\nstart: 2026-03-02T10:00:00+01:00\nsteps:\n';
const KEYS =
  'there is `identify`, `as`, `context`, `timestamp`, `messageId`, `track`, `properties`, `page`, `screen`, `consent`';
const complaints = (steps: string) => complaintsAbout({ 'tests/s.yaml': `${START}${steps}` });

describe('what check says of a batch in a story', () => {
  it('given one in order but for a topic that no campaign has, then that alone', async () => {
    expect(
      await complaints(`
  - batch:
      - { identify: { anonymousId: web-1, traits: { tier: gold } } }
      - { track: Signed Up, properties: { plan: a }, timestamp: 2026-03-01T10:00:00+01:00, messageId: m1 }
      - { page: Rooms, as: { userId: john }, context: { app: { version: 1.0.0 } } }
      - { screen: Rooms }
      - { consent: { topic:rooms: false } }
  - track: Signed Up
`),
    ).toEqual(['tests/s.yaml:10:22 unknown topic `rooms`']);
  });

  it.each([
    [
      'nobody named',
      '[{ track: Signed Up }]',
      '4:13 this step does not say whose it is (add `as: { userId: john }`)',
    ],
    [
      'a namespace that is not known',
      '[{ track: Signed Up, as: { userID: john } }]',
      '4:39 unknown namespace `userID` (did you mean `userId`?)',
    ],
    ['none at all', '[]', '4:12 expected a list of events, found an empty list'],
    ['a clock in it', '[{ after: 1 day }]', `4:15 unknown key \`after\` (${KEYS})`],
    [
      'a draw of its own',
      '[{ track: A, as: { userId: a }, draws: { control: in } }]',
      '4:44 unknown key `draws` (there is `track`, `properties`, `as`, `context`, `timestamp`, `messageId`)',
    ],
  ])('given %s, then it is refused where it stands', async (_, batch, said) => {
    expect(await complaints(`  - batch: ${batch}\n`)).toEqual([`tests/s.yaml:${said}`]);
  });
});
