import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeyStore, type KeyStore } from '../../../lambdas/adapters/key-store.ts';
import { createKeyUsageStore, type KeyUsageStore } from '../../../lambdas/adapters/key-usage-store.ts';
import { createCollect } from '../../../lambdas/handlers/collect.ts';
import { createKeyLimiter } from '../../../lambdas/handlers/flows/limit-keys.ts';
import { createKeys } from '../../../lambdas/handlers/keys.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { CollectorHouse } from '../../support/a-collector.ts';
import { NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';
import { callHttp } from '../../support/http-call.ts';

let tables: RunningTables;
beforeAll(async () => {
  tables = await startTables(['Config']);
});
afterAll(async () => tables?.stop());

describe('a key in use by several copies of a function', () => {
  let house: CollectorHouse;
  let keys: KeyStore;
  let usage: KeyUsageStore;
  let now: number;
  const clock = () => now;
  const newKeys = () => createKeyStore({ client: tables.client, configTable: 'Config', clock });
  beforeEach(() => {
    vi.spyOn(logger, 'info').mockImplementation(() => {});
    vi.spyOn(logger, 'warn').mockImplementation(() => {});
    house = new CollectorHouse();
    now = NOW;
    keys = newKeys();
    usage = createKeyUsageStore({ client: tables.client, configTable: 'Config' });
  });
  afterEach(() => vi.restoreAllMocks());

  /** A copy of collect with caches and counts of its own. */
  function aCopy(counting: Pick<KeyUsageStore, 'add' | 'noteLimited'> = usage) {
    const { writeMetrics } = house;
    const limitKey = createKeyLimiter({ usage: counting, writeMetrics, clock });
    const handler = createCollect({ ...house, findKey: newKeys().find, limitKey });
    const anEvent = () => ({
      type: 'track',
      userId: 'u1',
      event: 'Booking Made',
      messageId: crypto.randomUUID(),
    });
    return async (key: string, events = 1) => {
      const body = { batch: Array.from({ length: events }, anEvent) };
      const { status, headers } = await callHttp(handler, { route: 'POST /v1/batch', key, body });
      return status === 429 ? `429 ${headers['retry-after']}` : status;
    };
  }
  const make = (more: { requestsPerSecond?: number; type?: 'server' | 'browser' } = {}) =>
    keys.create({ source: 'web', scopes: ['collect'], type: 'server', ...more });
  const refusals = () => house.metrics.filter(({ values }) => values.KeyRefusals === 1);

  it('given batches through a browser key, then each event counts; through a server key, each batch', async () => {
    const browser = await make({ requestsPerSecond: 1, type: 'browser' });
    const server = await make({ requestsPerSecond: 1 });
    const copy = aCopy();
    expect([
      await copy(browser.secret, 6),
      await copy(browser.secret, 6),
      await copy(browser.secret),
    ]).toEqual([200, 200, '429 10']);
    expect([await copy(server.secret, 6), await copy(server.secret, 6), await copy(server.secret)]).toEqual([
      200, 200, 200,
    ]);
    expect(refusals().map(({ dimensions }) => dimensions?.reason)).toEqual(['limit']);
  });

  it('given a revocation, then every copy refuses it within thirty seconds, also one that has just read it', async () => {
    const { secret, key } = await make();
    const [early, late, fresh] = [aCopy(), aCopy(), aCopy()];
    expect(await early(secret)).toBe(200);
    now += 20_000;
    expect(await late(secret)).toBe(200);
    now += 1;
    await keys.revoke(key.keyId);
    expect(await Promise.all([early(secret), late(secret), fresh(secret)])).toEqual([200, 200, 401]);
    now += 10_000;
    expect(await Promise.all([early(secret), late(secret)])).toEqual([401, 200]);
    now += 20_000 - 1;
    expect(await late(secret)).toBe(401);
  });

  it('given keys that are refused, then each is counted with its reason and id, and never told', async () => {
    const { secret, key } = await make();
    const read = await keys.create({ source: 'crm', scopes: ['profiles'], type: 'server' });
    await keys.revoke(key.keyId);
    const copy = aCopy();
    for (const each of [secret, read.secret, 'guess']) await copy(each);
    const about = { route: 'POST /v1/batch', traceId: 'request-1' };
    expect(refusals()).toEqual([
      {
        values: { KeyRefusals: 1 },
        dimensions: { reason: 'revoked' },
        properties: { ...about, keyId: key.keyId },
      },
      {
        values: { KeyRefusals: 1 },
        dimensions: { reason: 'scope' },
        properties: { ...about, keyId: read.key.keyId },
      },
      { values: { KeyRefusals: 1 }, dimensions: { reason: 'unknown' }, properties: about },
    ]);
  });

  it('given more requests than its limit, then all copies refuse it until the window is over', async () => {
    const { secret, key } = await make({ requestsPerSecond: 1 });
    const copies = [aCopy(), aCopy(), aCopy()];
    const answers: unknown[] = [];
    for (let sent = 0; sent < 12; sent += 1) answers.push(await copies[sent % 3]?.(secret));
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 200), '429 10', '429 10']);
    expect(refusals().map(({ dimensions, properties }) => [dimensions?.reason, properties?.keyId])).toEqual([
      ['limit', key.keyId],
      ['limit', key.keyId],
    ]);
    now += 9_500;
    expect(await copies[0]?.(secret)).toBe('429 1');
    now += 500;
    expect(await copies[0]?.(secret)).toBe(200);
  });

  it('given one that floods, then another key passes', async () => {
    const [flooding, calm] = [await make({ requestsPerSecond: 1 }), await make()];
    const copy = aCopy();
    for (let sent = 0; sent < 11; sent += 1) await copy(flooding.secret);
    expect([await copy(flooding.secret), await copy(calm.secret)]).toEqual(['429 10', 200]);
  });

  it('given normal rates, then its requests are counted without a call', async () => {
    const { secret } = await make();
    const calls: unknown[] = [];
    const copy = aCopy({ add: async (...call) => calls.push(call), noteLimited: async () => {} });
    for (let sent = 0; sent < 70; sent += 1) await copy(secret);
    expect(calls).toEqual([]);
  });

  it('given a count that does not answer, then requests pass, and that is counted', async () => {
    const { secret, key } = await make({ requestsPerSecond: 1 });
    const fails = async () => Promise.reject(new Error('no answer'));
    const copy = aCopy({ add: fails, noteLimited: fails });
    for (let sent = 0; sent < 20; sent += 1) expect(await copy(secret)).toBe(200);
    const lost = house.metrics.filter(({ values }) => values.KeyCountsLost === 1);
    expect(lost).toHaveLength(20);
    expect(lost[0]?.properties).toEqual({ keyId: key.keyId });
  });

  it('given one that was limited, then the list of keys says when and how much it had sent', async () => {
    const { secret, key } = await make({ requestsPerSecond: 1 });
    const other = await make();
    const admin = await keys.create({ source: 'ops', scopes: ['admin'], type: 'server' });
    const copy = aCopy();
    for (let sent = 0; sent < 11; sent += 1) await copy(secret);
    const handler = createKeys({ ...house, findKey: keys.find, keys, usage });
    const { body } = await callHttp(handler, { route: 'GET /v1/keys', key: admin.secret });
    const shown = Object.fromEntries(
      body.keys.map((each: { keyId: string; limit: number; limited: unknown }) => [each.keyId, each]),
    );
    expect(shown[key.keyId]).toMatchObject({
      limit: 1,
      limited: { at: '2026-03-02T10:00:00.000Z', requests: 11 },
    });
    expect(shown[other.key.keyId]).toMatchObject({ limit: 500, limited: null });
  });

  it('given a limit that is asked for, then the key is made with it', async () => {
    const admin = await keys.create({ source: 'ops', scopes: ['admin'], type: 'server' });
    const handler = createKeys({ ...house, findKey: keys.find, keys, usage });
    const body = { source: 'web', scopes: ['collect'], limit: 50 };
    const made = await callHttp(handler, { route: 'POST /v1/keys', key: admin.secret, body });
    expect(made.body).toMatchObject({ limit: 50 });
    expect(await keys.find(made.body.key)).toMatchObject({ requestsPerSecond: 50 });
  });
});
