import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../domain/event/json.ts';
import { createCollect } from '../../../lambdas/handlers/collect.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { CollectorHouse } from '../../support/a-collector.ts';
import { NOW } from '../../support/an-event.ts';
import { readFixture, readFixtures } from '../../support/fixtures.ts';
import { callHttp, type HttpAnswer, type HttpCall } from '../../support/http-call.ts';

let house: CollectorHouse;
let handler: HttpHandler;
beforeEach(() => {
  house = new CollectorHouse();
  handler = createCollect(house);
});

const send = (call: Partial<HttpCall>) =>
  callHttp(handler, { route: 'POST /v1/track', key: 'write', ...call });
const sendBatch = (batch: unknown[], call: Partial<HttpCall> = {}) =>
  send({ route: 'POST /v1/batch', body: { batch }, ...call });
const track = (messageId: string, more: JsonObject = {}) => ({
  type: 'track',
  event: 'Item Viewed',
  messageId,
  userId: 'u1',
  timestamp: '2026-03-01T10:00:00.000Z',
  ...more,
});

function expectProblem(answer: HttpAnswer, status: number, field?: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  expect(answer.body).toMatchObject({ status, type: 'about:blank', requestId: 'request-1' });
  expect(answer.body.detail).toBeTruthy();
  if (field !== undefined) expect(answer.body.field).toBe(field);
  expect(answer.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|stack/);
}

describe('what is good is stored once and answered as Segment does', () => {
  it.each(readFixtures('collect', 'valid').map((fixture) => [fixture.name, fixture] as const))(
    '%s',
    async (_, fixture) => {
      const answer = await send({ route: `POST /v1/${fixture.call}`, body: fixture.body });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ success: true });
      expect(house.storedEvents).toHaveLength(fixture.call === 'batch' ? 2 : 1);
      expect(house.quarantined).toEqual([]);
    },
  );

  it.each(['t', 'i', 'p', 's', 'g', 'a'])('by the short call /v1/%s too', async (call) => {
    const body = { userId: 'u1', event: 'A', groupId: 'g', previousId: 'a1' };
    expect((await send({ route: `POST /v1/${call}`, body })).status).toBe(200);
    expect(house.storedEvents[0]?.type.charAt(0)).toBe(call);
  });

  it('given a retry, then what the first put stored stays', async () => {
    await send({ body: track('m1', { sentAt: '2026-03-01T10:00:05.000Z' }) });
    house.now += 60_000;
    await send({ body: track('m1', { sentAt: '2026-03-01T10:01:05.000Z' }) });
    expect(house.storedEvents.map((event) => event.receivedAt)).toEqual([NOW]);
  });

  it('given events, then it is counted what was stored, what came again and what was refused', async () => {
    await sendBatch([track('m1'), track('m2'), { type: 'dance', userId: 'u1' }]);
    await sendBatch([track('m1'), track('m2'), track('m3')]);
    const properties = { traceId: 'request-1' };
    expect(house.metrics).toEqual([
      { values: { EventsStored: 2, EventsDuplicate: 0, EventsRefused: 1 }, properties },
      { values: { EventsStored: 1, EventsDuplicate: 2, EventsRefused: 0 }, properties },
    ]);
  });

  it('given a store that fails in the middle, then what was stored is counted all the same', async () => {
    house.failsAt = (put) => put > 2;
    await sendBatch([track('m1'), track('m2'), track('m3')]);
    expect(house.metrics).toMatchObject([{ values: { EventsStored: 2, EventsRefused: 0 } }]);
  });

  it('given the same 2,500 events five times at once, then each is stored once', async () => {
    const batch = Array.from({ length: 2_500 }, (_, n) => ({
      type: 'track',
      event: 'V',
      messageId: `m${n}`,
      userId: 'u',
    }));
    const answers = await Promise.all(Array.from({ length: 5 }, () => sendBatch(batch)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(house.stored.size).toBe(2_500);
    expect(house.duplicates).toBe(4 * 2_500);
  });

  it('given an event two days old, then under its own time; given one dated next year, then as of its receipt', async () => {
    await send({ body: track('old', { timestamp: '2026-02-28T10:00:00.000Z' }) });
    await send({ body: track('next', { timestamp: '2027-03-02T10:00:00.000Z' }) });
    expect(house.storedEvents.map((event) => event.time)).toEqual([NOW - 2 * 86_400_000, NOW]);
    expect(house.storedEvents[1]?.key.sort).toBe('2027-03-02T10:00:00.000Z#next');
  });
});

describe('what is bad is refused by name, and kept', () => {
  it.each(['{"event":', '', 'null', '[]', '"text"', '7', '\u0000', '{"a":1}}'])(
    'malformed JSON %j: 400',
    async (body) => {
      expectProblem(await send({ body }), 400);
      expectProblem(await sendBatch([], { body }), 400);
      expect(house.puts).toBe(0);
    },
  );

  it('JSON nested a hundred thousand deep: 400, not a crash', async () => {
    expectProblem(await send({ body: '['.repeat(100_000) }), 400);
    expectProblem(
      await send({ body: `{"event":"A","userId":"u","properties":${'{"a":'.repeat(70)}1${'}'.repeat(71)}` }),
      400,
    );
  });

  it.each(
    readFixtures('collect', 'invalid')
      .filter(({ call, name }) => call !== 'batch' && !name.includes('consent'))
      .map((fixture) => [fixture.name, fixture] as const),
  )('%s: 400', async (_, { call, body }) => {
    expectProblem(await send({ route: `POST /v1/${call}`, body }), 400);
    expect(house.quarantined).toMatchObject([
      { function: 'collect', at: NOW, payload: { source: 'test', message: body } },
    ]);
    expect(house.puts).toBe(0);
  });

  it('a 33 KiB event: 413; in a batch it alone is refused', async () => {
    const large = track('large', { properties: { text: 'x'.repeat(33 * 1024) } });
    expectProblem(await send({ body: large }), 413);
    const answer = await sendBatch([track('m1'), large]);
    expect(answer.status).toBe(200);
    expect(answer.body.rejected).toMatchObject([{ index: 1, messageId: 'large', error: { status: 413 } }]);
  });

  it('2,500 events with three bad ones: 200, the three named and kept, the others stored', async () => {
    const batch: unknown[] = Array.from({ length: 2_500 }, (_, n) => track(`m${n}`));
    batch[7] = { type: 'track', messageId: 'm7', userId: 'u7' };
    batch[900] = { type: 'dance', messageId: 'm900', userId: 'u1' };
    batch[2_499] = null;
    const answer = await sendBatch(batch);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      success: true,
      rejected: [
        { index: 7, messageId: 'm7', error: { status: 400, field: 'event' } },
        { index: 900, messageId: 'm900', error: { status: 400, field: 'type' } },
        { index: 2_499, messageId: null, error: { status: 400 } },
      ],
    });
    expect(house.stored.size).toBe(2_497);
    expect(house.quarantined.map(({ payload }) => payload)).toMatchObject(
      [7, 900, 2_499].map((n) => ({ message: batch[n] })),
    );
  });

  it('a batch with nothing good: 400 that says of each what is wrong', async () => {
    const answer = await send({
      route: 'POST /v1/batch',
      body: readFixture('collect', 'invalid', 'batch-of-nothing-good'),
    });
    expectProblem(answer, 400, 'batch');
    expect(answer.body.rejected.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2]);
  });

  it('2,501 events: 413; a body that is no batch: 400', async () => {
    expectProblem(await sendBatch(Array.from({ length: 2_501 }, () => ({}))), 413);
    expectProblem(await sendBatch([], { body: readFixture('collect', 'invalid', 'batch-as-a-list') }), 400);
    expectProblem(await sendBatch([], { body: { batch: 'all' } }), 400, 'batch');
    expect(house.puts).toBe(0);
  });

  it('a 501 KiB batch: 413, and nothing of it is stored', async () => {
    const batch = Array.from({ length: 26 }, (_, n) =>
      track(`m${n}`, { properties: { text: 'x'.repeat(20 * 1024) } }),
    );
    expectProblem(await sendBatch(batch), 413);
    expectProblem(
      await sendBatch([], {
        body: gzipSync(JSON.stringify({ batch })),
        headers: { 'content-encoding': 'gzip' },
      }),
      413,
    );
    expect(house.puts).toBe(0);
  });

  it('whatever JSON is sent, the answer is 200 or a problem of ours', async () => {
    const messages = fc.array(
      fc.oneof(
        fc.jsonValue(),
        fc.record({ type: fc.constant('track'), event: fc.string(), userId: fc.jsonValue() }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(messages, async (batch) => {
        const { status } = await sendBatch(batch);
        expect([200, 400]).toContain(status);
      }),
    );
  });
});

describe('how bodies come', () => {
  it('gzip, in base64 as API Gateway hands it over', async () => {
    const body = gzipSync(JSON.stringify({ batch: [track('m1'), track('m2')] }));
    expect((await sendBatch([], { body, headers: { 'content-encoding': 'gzip' } })).status).toBe(200);
    expect(house.stored.size).toBe(2);
  });

  it('a bomb of gzip is stopped at the limit; what is no gzip is said to be none', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    expectProblem(await send({ body: bomb, headers: { 'content-encoding': 'gzip' } }), 413);
    expectProblem(await send({ body: '{}', headers: { 'content-encoding': 'gzip' } }), 400);
  });

  it('text/plain with the key in the body, as browsers send it: the key is not stored', async () => {
    const body = JSON.stringify({ ...track('m1'), writeKey: 'browser' });
    const answer = await callHttp(handler, {
      route: 'POST /v1/t',
      body,
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(house.storedEvents)).not.toContain('writeKey');
    expect(house.storedEvents[0]?.source).toBe('web');
  });
});

describe('keys', () => {
  const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(`${user}:`).toString('base64')}` });

  it('Bearer, and Basic with the key as user name', async () => {
    expect((await send({ body: track('m1') })).status).toBe(200);
    expect(
      (await callHttp(handler, { route: 'POST /v1/track', body: track('m2'), headers: basic('write') }))
        .status,
    ).toBe(200);
  });

  it('none, an unknown one, an empty one: 401; one of another scope: 403', async () => {
    const call = { route: 'POST /v1/track', body: track('m1') };
    expectProblem(await callHttp(handler, call), 401);
    expectProblem(await callHttp(handler, { ...call, key: 'nobody' }), 401);
    expectProblem(await callHttp(handler, { ...call, headers: basic('') }), 401);
    expectProblem(await callHttp(handler, { ...call, body: { ...track('m1'), writeKey: 'nobody' } }), 401);
    expectProblem(await callHttp(handler, { ...call, key: 'read' }), 403);
    expect(house.puts).toBe(0);
  });

  it('a wrong key in the header is not helped by a good one in the body', async () => {
    expectProblem(await send({ key: 'nobody', body: { ...track('m1'), writeKey: 'write' } }), 401);
  });
});

describe('when the store fails', () => {
  it('given some puts fail, then 503 with Retry-After, and a retry repairs it', async () => {
    const batch = [...Array.from({ length: 200 }, (_, n) => track(`m${n}`)), { type: 'track' }];
    house.failsAt = (put) => put % 90 === 0;
    const answer = await sendBatch(batch);
    expectProblem(answer, 503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(house.stored.size).toBeLessThan(200);
    house.failsAt = () => false;
    expect((await sendBatch(batch)).body.rejected).toHaveLength(1);
    expect(house.stored.size).toBe(200);
  });

  it('given something of ours breaks, then 500 that tells nothing of the inside', async () => {
    house.events.putOnce = async () => {
      throw new TypeError('cannot read john@example.com of undefined');
    };
    const answer = await send({ body: track('m1') });
    expectProblem(answer, 500);
    expect(answer.text).not.toContain('john');
  });
});

describe('what a page asks first', () => {
  it('settings: where to send to, by the protocol and host it came by', async () => {
    const ask = { route: 'GET /v1/projects/{writeKey}/settings', parameters: { writeKey: 'browser' } };
    expect((await callHttp(handler, ask)).body).toEqual({
      integrations: { 'Segment.io': { apiKey: 'browser', apiHost: 'api.example.com/v1', protocol: 'https' } },
      metrics: { sampleRate: 0 },
    });
    const domainName = 'localhost:8787';
    expect(
      (await callHttp(handler, { ...ask, domainName, headers: { 'x-forwarded-proto': 'http' } })).body
        .integrations['Segment.io'],
    ).toEqual({
      apiKey: 'browser',
      apiHost: 'localhost:8787/v1',
      protocol: 'http',
    });
    expectProblem(await callHttp(handler, { ...ask, parameters: { writeKey: 'nobody' } }), 401);
  });

  it('a preflight: any origin, and the headers that SDKs send', async () => {
    const answer = await callHttp(handler, { route: 'OPTIONS /{proxy+}' });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization, content-type, x-retry-count, idempotency-key',
    });
  });

  it('a route that is none: 404', async () => {
    expectProblem(await callHttp(handler, { route: '$default' }), 404);
    expectProblem(await callHttp(handler, { route: 'constructor' }), 404);
  });
});
