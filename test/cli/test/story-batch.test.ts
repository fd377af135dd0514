import { describe, expect, it } from 'vitest';
import { playStory, toldOf } from '../../support/play-story.ts';

const SHOP: Readonly<Record<string, string>> = {
  'playbook.yaml': `
name: Shop
timezone: Europe/Berlin
channels: { email: { from: "Shop <shop@example.com>" } }
consent: { marketing: opt-out }
`,
  'segments/signed-then-looked.yaml':
    'when: { sequence: [{ event: Signed Up }, { event: Page Viewed }], within: 1 day }\n',
  'campaigns/cart.yaml': `
trigger: { event: Cart, late: true }
steps:
  - wait: 30 minutes
  - send: { channel: email, template: hello, subject: Your cart }
stopWhen: { event: Order }
frequency: every time
holdout: 50%
`,
  'templates/hello.liquid': '<p>Hello</p>\n',
};
const ANN = '  - identify: { userId: ann, traits: { email: ann@example.com } }\n';
const play = async (steps: string, head = 'draws: { cart.holdout: out }') =>
  toldOf(await playStory(SHOP, steps, head));

const CART = '{ track: Cart, timestamp: 2026-03-02T09:10:00+01:00 }';
const ORDER = '{ track: Order, timestamp: 2026-03-02T09:30:00+01:00 }';

describe('a batch in a story', () => {
  it('given an app that tells late of a cart and of its order, then in one call the order is known before the wait is over', async () => {
    expect(
      await play(`${ANN}
  - batch: [${CART}, ${ORDER}]
  - expect: { messages: 0, ended: { campaign: cart, reason: stopped } }
`),
    ).toEqual([]);
  });

  it('given the same in two calls, then the message has left when the order comes', async () => {
    expect(
      await play(`${ANN}
  - ${CART}
  - ${ORDER}
  - expect: { messages: 1, message: { campaign: cart } }
`),
    ).toEqual([]);
  });

  it('given events without a time, then they happened in their order', async () => {
    expect(
      await play(`
  - batch:
      - identify: { userId: ann, traits: { email: ann@example.com } }
      - track: Signed Up
      - page: Rooms
  - expect: { segment: signed-then-looked }
  - batch: [{ page: Rooms, as: { userId: ben } }, { track: Signed Up }]
  - expect: { notSegment: signed-then-looked }
`),
    ).toEqual([]);
  });

  it('given people whom one call makes known, then each is one, draws as the story says, and the last is the last named', async () => {
    expect(
      await play(`
  - batch:
      - identify: { userId: ann, traits: { email: ann@example.com, city: Rome } }
      - track: Cart
      - identify: { userId: ben, traits: { email: ben@example.com, city: Oslo } }
      - track: Cart
  - expect: { trait: { city: Oslo } }
  - expect: { of: { userId: ann }, trait: { city: Rome } }
  - after: 30 minutes
  - expect: { messages: 2 }
`),
    ).toEqual([]);
  });

  it('given one event twice in a call, then it is counted once', async () => {
    expect(
      await play(`${ANN}
  - batch: [{ track: Cart, messageId: m1, timestamp: 2026-03-02T10:00:00+01:00 }, { track: Cart, messageId: m1, timestamp: 2026-03-02T10:00:00+01:00 }]
  - after: 1 hour
  - expect: { messages: 1 }
`),
    ).toEqual([]);
  });

  it('given a moment of `at:` after it, then what is due then is due by then', async () => {
    expect(
      await play(`${ANN}
  - batch: [{ page: Rooms }, { track: Cart }]
  - at: 2026-03-02T10:30:00+01:00
  - expect: { messages: 1 }
`),
    ).toEqual([]);
  });

  it('given one that the collector refuses, then it alone is refused, at its place', async () => {
    const { failures } = await playStory(
      SHOP,
      `${ANN}
  - batch: [{ track: Cart }, { track: Cart, as: { userId: "null" } }]
  - expect: { of: { userId: ann }, notBegun: { campaign: cart } }
`,
      'draws: { cart.holdout: out }',
    );
    expect(failures.map(({ findings }) => findings.map(({ path }) => path.join('.')))).toEqual([
      ['steps.1.batch.1'],
      ['steps.2.expect.notBegun'],
    ]);
  });
});
