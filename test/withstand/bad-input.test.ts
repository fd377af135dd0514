import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type House, openHouse } from '../support/house.ts';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}
interface Collected {
  readonly success: boolean;
  readonly rejected?: readonly {
    readonly index: number;
    readonly messageId?: string;
    readonly error: Problem;
  }[];
}

const KEY = 'local-write';
const event = (messageId: string, more: object = {}) => ({
  type: 'track',
  event: 'Item Viewed',
  messageId,
  userId: 'u1',
  timestamp: '2026-01-05T10:00:00.000Z',
  ...more,
});

/** Nothing of how it is built may leave the system. */
function expectProblem(answer: Answer, status: number): Problem {
  const problem = answer.body as Problem;
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(problem).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  expect(JSON.stringify(problem)).not.toMatch(/\bat .*\.(ts|js|mjs):\d+|node_modules|\/lambdas\//);
  return problem;
}

/** What api.md says of each kind of bad input. */
describe('the collector withstands', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/hotel' });
  });
  afterAll(async () => house.close());
  beforeEach(async () => house.reset());

  const countEvents = async (id = 'userId:u1') => {
    await house.settle();
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await house.timeline(id, { limit: 1000, cursor });
      for (const each of page.events) seen.add(each.messageId);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return seen.size;
  };

  it.each(['{"event":', '', 'null', '[]', '"text"', '\u0000'])('malformed JSON %j: 400', async (body) => {
    expectProblem(await house.call('POST', '/v1/track', { key: KEY, body }), 400);
  });

  it.each([
    [{}],
    [{ userId: '' }],
    [{ userId: 'null' }],
    [{ userId: null, anonymousId: null }],
    [{ userId: { nested: true } }],
  ])('missing ids %j: 400', async (ids) => {
    expectProblem(
      await house.call('POST', '/v1/track', { key: KEY, body: { event: 'Item Viewed', ...ids } }),
      400,
    );
  });

  it('a track without an event name: 400 that names the field', async () => {
    const problem = expectProblem(
      await house.call('POST', '/v1/track', { key: KEY, body: { userId: 'u1' } }),
      400,
    );
    expect(JSON.stringify(problem)).toContain('event');
  });

  it('a 33 KiB event: 413', async () => {
    const body = event('m1', { properties: { text: 'x'.repeat(33 * 1024) } });
    expectProblem(await house.call('POST', '/v1/track', { key: KEY, body }), 413);
  });

  it('a 501 KiB batch: 413, and nothing of it is stored', async () => {
    const batch = Array.from({ length: 26 }, (_, n) =>
      event(`m${n}`, { properties: { text: 'x'.repeat(20 * 1024) } }),
    );
    expectProblem(await house.call('POST', '/v1/batch', { key: KEY, body: { batch } }), 413);
    await house.settle();
    expect(await house.profile('userId:u1')).toBeUndefined();
  });

  it('a 501 KiB batch that is small while gzipped: 413', async () => {
    const body = gzipSync(
      JSON.stringify({
        batch: Array.from({ length: 26 }, (_, n) =>
          event(`m${n}`, { properties: { text: 'x'.repeat(20 * 1024) } }),
        ),
      }),
    );
    expectProblem(
      await house.call('POST', '/v1/batch', { key: KEY, body, headers: { 'content-encoding': 'gzip' } }),
      413,
    );
  });

  it('a gzipped batch: as if it were not', async () => {
    const body = gzipSync(JSON.stringify({ batch: [event('m1'), event('m2')] }));
    expect(
      (await house.call('POST', '/v1/batch', { key: KEY, body, headers: { 'content-encoding': 'gzip' } }))
        .status,
    ).toBe(200);
    expect(await countEvents()).toBe(2);
  });

  it('no key, an unknown key: 401; a key of another scope: 403', async () => {
    expectProblem(await house.call('POST', '/v1/track', { body: event('m1') }), 401);
    expectProblem(await house.call('POST', '/v1/track', { key: 'nobody', body: event('m1') }), 401);
    expectProblem(await house.call('POST', '/v1/track', { key: 'local-read', body: event('m1') }), 403);
  });

  it('a revoked key: 401', async () => {
    const made = await house.call<{ key: string; keyId: string }>('POST', '/v1/keys', {
      key: 'local-admin',
      body: { source: 'web', scopes: ['collect'], type: 'server' },
    });
    expect(made.status).toBe(201);
    expect((await house.call('POST', '/v1/track', { key: made.body.key, body: event('m1') })).status).toBe(
      200,
    );

    expect(
      (await house.call('DELETE', `/v1/keys/${made.body.keyId}`, { key: 'local-admin' })).status,
    ).toBeLessThan(300);
    await house.advance('31 seconds');

    expectProblem(await house.call('POST', '/v1/track', { key: made.body.key, body: event('m2') }), 401);
  });

  it('2,500 events in a batch with three bad ones: 200, the three named, the others stored', async () => {
    const batch: object[] = Array.from({ length: 2500 }, (_, n) => ({
      type: 'track',
      event: 'V',
      messageId: `m${n}`,
      userId: `u${n % 50}`,
    }));
    batch[7] = { type: 'track', messageId: 'm7', userId: 'u7' };
    batch[900] = { type: 'dance', messageId: 'm900', userId: 'u1' };
    batch[2499] = { type: 'track', event: 'V', messageId: 'm2499' };

    const answer = await house.call<Collected>('POST', '/v1/batch', {
      key: KEY,
      body: { batch, sentAt: await house.now() },
    });

    expect(answer.status).toBe(200);
    expect(answer.body.success).toBe(true);
    expect(answer.body.rejected?.map((each) => [each.index, each.messageId])).toEqual([
      [7, 'm7'],
      [900, 'm900'],
      [2499, 'm2499'],
    ]);
    expect(answer.body.rejected?.every((each) => each.error.status === 400 && each.error.detail !== '')).toBe(
      true,
    );
    let stored = 0;
    for (let n = 0; n < 50; n += 1) stored += await countEvents(`userId:u${n}`);
    expect(stored).toBe(2497);
  });

  it('2,501 events in a batch: 413', async () => {
    const batch = Array.from({ length: 2501 }, (_, n) => ({
      type: 'track',
      event: 'V',
      messageId: `m${n}`,
      userId: 'u1',
    }));
    expectProblem(await house.call('POST', '/v1/batch', { key: KEY, body: { batch } }), 413);
  });

  it('a batch of nothing but bad events: 400', async () => {
    expectProblem(
      await house.call('POST', '/v1/batch', { key: KEY, body: { batch: [{ type: 'track', userId: 'u1' }] } }),
      400,
    );
  });

  it('the same batch five times at once: each event counts once', async () => {
    const batch = Array.from({ length: 40 }, (_, n) =>
      event(`m${n}`, { event: 'Order Completed', properties: { revenue: 10 } }),
    );
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => house.call('POST', '/v1/batch', { key: KEY, body: { batch } })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    expect(await countEvents()).toBe(40);
  });

  it('the same event without a messageId five times at once: it counts once', async () => {
    const body = {
      event: 'Order Completed',
      userId: 'u1',
      timestamp: '2026-01-05T10:00:00.000Z',
      properties: { order_id: 'o1', revenue: 10 },
    };
    await Promise.all(Array.from({ length: 5 }, () => house.call('POST', '/v1/track', { key: KEY, body })));
    expect(await countEvents()).toBe(1);
  });

  it('an event two days old: stored under its own time', async () => {
    const twoDaysAgo = new Date(Date.parse(await house.now()) - 2 * 86_400_000).toISOString();
    await house.send('track', event('old', { timestamp: twoDaysAgo, sentAt: await house.now() }));
    const profile = await house.profile('userId:u1', 'events');
    expect(Math.abs(Date.parse(profile?.events[0]?.timestamp ?? '') - Date.parse(twoDaysAgo))).toBeLessThan(
      60_000,
    );
  });

  it('an event dated next year: counts as of its receipt', async () => {
    const before = Date.parse(await house.now());
    const nextYear = new Date(before + 365 * 86_400_000).toISOString();
    expect(
      (await house.call('POST', '/v1/track', { key: KEY, body: event('future', { timestamp: nextYear }) }))
        .status,
    ).toBe(200);
    await house.settle();
    const at = Date.parse((await house.profile('userId:u1', 'events'))?.events[0]?.timestamp ?? '');
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThan(before + 60_000);
  });

  it('a page from any origin: CORS is answered, on errors too', async () => {
    const preflight = await house.call('OPTIONS', '/v1/t', {
      headers: { origin: 'https://shop.example.com', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBeLessThan(300);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const refused = await house.call('POST', '/v1/t', {
      key: 'nobody',
      body: event('m1'),
      headers: { origin: 'https://shop.example.com' },
    });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('text/plain with the key in the body, as browsers send it: 200', async () => {
    const answer = await house.call('POST', '/v1/t', {
      body: JSON.stringify({ ...event('m1'), writeKey: 'local-browser' }),
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(200);
  });

  it('what is not built yet: 501, said plainly', async () => {
    expectProblem(await house.call('POST', '/v1/decide', { key: KEY, body: {} }), 501);
  });
});
