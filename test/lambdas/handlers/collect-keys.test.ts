import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCollect } from '../../../lambdas/handlers/collect.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { aKey, CollectorHouse } from '../../support/a-collector.ts';
import { callHttp } from '../../support/http-call.ts';

describe('what a key does not allow', () => {
  let house: CollectorHouse;
  let handler: HttpHandler;
  beforeEach(() => {
    house = new CollectorHouse();
    handler = createCollect(house);
  });
  const track = (key: string, body: object) => callHttp(handler, { route: 'POST /v1/track', key, body });
  const reasons = () => house.metrics.map(({ dimensions }) => dimensions?.reason);

  it('given one over its limit, then 429 says how long to wait, and nothing is stored', async () => {
    house.waits.set('key-1', 7);
    const answer = await track('write', { userId: 'u1', event: 'Looked' });
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('7');
    expect(answer.body).toMatchObject({ code: 'too-many-requests', requestId: 'request-1' });
    expect(house.storedEvents).toEqual([]);
    expect(reasons()).toEqual(['limit']);
  });

  it('given one that sends with the body, then its limit holds as well', async () => {
    house.waits.set('key-1', 7);
    const body = { userId: 'u1', event: 'Looked', writeKey: 'write' };
    expect((await callHttp(handler, { route: 'POST /v1/track', body })).status).toBe(429);
  });

  it('given one that may not collect, then a page’s settings are refused to it too, and counted', async () => {
    const ask = (writeKey: string) =>
      callHttp(handler, { route: 'GET /v1/projects/{writeKey}/settings', parameters: { writeKey } });
    expect([(await ask('read')).status, (await ask('nobody')).status]).toEqual([403, 401]);
    expect(reasons()).toEqual(['scope', 'unknown']);
  });

  it('given one that demands proofs, then a claim without one is counted; what claims nothing is not', async () => {
    const proving = aKey({ type: 'browser', requiresIdentityProof: true, identityProofSecret: 's' });
    house.keys.set('proving', proving);
    await track('proving', { anonymousId: 'a1', event: 'Looked' });
    expect(reasons()).toEqual([undefined]);
    await track('proving', { anonymousId: 'a1', userId: 'u1', event: 'Looked' });
    expect(house.metrics.filter(({ values }) => values.KeyRefusals === 1)).toMatchObject([
      { dimensions: { reason: 'proof' }, properties: { keyId: 'key-1', traceId: 'request-1' } },
    ]);
  });
});

describe('what only a server can know, of a guest’s messages and offers', () => {
  let house: CollectorHouse;
  let handler: HttpHandler;
  beforeEach(() => {
    house = new CollectorHouse();
    handler = createCollect(house);
  });
  const granted = { userId: 'u1', event: 'Offer Granted', properties: { offer: 'spa', code: 'x' } };
  const track = (key: string, body: object) => callHttp(handler, { route: 'POST /v1/track', key, body });

  it('given a browser’s key, then it is refused, and the problem names the field', async () => {
    const answer = await track('browser', granted);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    expect(JSON.stringify(answer.body)).toContain('event');
    expect(house.storedEvents).toEqual([]);
  });

  it('given it in a browser’s batch, then it alone is refused', async () => {
    const batch = [
      { type: 'track', ...granted },
      { type: 'track', userId: 'u1', event: 'Looked' },
    ];
    const { body } = await callHttp(handler, { route: 'POST /v1/batch', key: 'browser', body: { batch } });
    expect(body).toMatchObject({ success: true, rejected: [{ index: 0 }] });
    expect(house.storedEvents.map(({ name }) => name)).toEqual(['Looked']);
  });

  it('given a browser’s key that proves whose it is, then it is refused all the same', async () => {
    house.keys.set('proof', aKey({ type: 'browser', requiresIdentityProof: true, identityProofSecret: 's' }));
    const identityProof = createHmac('sha256', 's').update('u1').digest('hex');
    expect((await track('proof', { ...granted, context: { identityProof } })).status).toBe(400);
  });

  it('given a server’s key, then it is stored', async () => {
    expect((await track('write', granted)).status).toBe(200);
    expect(house.storedEvents.map(({ name }) => name)).toEqual(['Offer Granted']);
  });
});
