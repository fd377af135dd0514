import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEventStore } from '../../../lambdas/adapters/event-store.ts';
import { createKeyStore, type KeyStore } from '../../../lambdas/adapters/key-store.ts';
import { createKeys } from '../../../lambdas/handlers/keys.ts';
import { type DynamoDbLocal, startDynamoDbLocal } from '../../../local/boot/dynamodb-local.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { readFixtures } from '../../support/fixtures.ts';
import { callHttp } from '../../support/http-call.ts';

let database: DynamoDbLocal;
let client: DynamoDBDocumentClient;
let tables = 0;
beforeAll(async () => {
  database = await startDynamoDbLocal('java', undefined);
  const endpoint = `http://127.0.0.1:${database.port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials }),
    {
      marshallOptions: { removeUndefinedValues: true },
    },
  );
});
afterAll(async () => {
  client?.destroy();
  await database?.stop();
});

async function createTable(partitionKey: string, sortKey: string): Promise<string> {
  tables += 1;
  const TableName = `table-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [partitionKey, sortKey].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
    }),
  );
  return TableName;
}

describe('the key store', () => {
  let configTable: string;
  let now: number;
  let keys: KeyStore;
  const another = () => createKeyStore({ client, configTable, clock: () => now });
  beforeEach(async () => {
    configTable = await createTable('kind', 'id');
    now = NOW;
    keys = another();
  });

  it('finds a key by its secret, which is nowhere in the table', async () => {
    const { secret, key } = await keys.create({ source: 'web', scopes: ['collect'], type: 'server' });
    expect(await another().find(secret)).toEqual(key);
    expect(await keys.find('another')).toBeUndefined();
    const { Items } = await client.send(new ScanCommand({ TableName: configTable }));
    expect(JSON.stringify(Items)).not.toContain(secret);
  });

  it('forgets a revoked key at once where it was revoked, and within thirty seconds elsewhere', async () => {
    const { secret, key } = await keys.create({ source: 'web', scopes: ['collect'], type: 'server' });
    const elsewhere = another();
    await elsewhere.find(secret);
    expect(await keys.revoke(key.keyId)).toMatchObject({ revokedAt: NOW });
    const isRevoked = async (store: KeyStore) => (await store.find(secret))?.revokedAt !== undefined;
    expect([await isRevoked(keys), await isRevoked(elsewhere)]).toEqual([true, false]);
    now += 30_000;
    expect(await isRevoked(elsewhere)).toBe(true);
    expect(await keys.revoke(key.keyId)).toMatchObject({ revokedAt: NOW });
    expect(await keys.revoke('nobody')).toBeUndefined();
  });

  it('reads anew where the clock was set back', async () => {
    const { secret, key } = await keys.create({ source: 'web', scopes: ['collect'], type: 'server' });
    const elsewhere = another();
    await elsewhere.find(secret);
    await keys.revoke(key.keyId);
    now -= 86_400_000;
    expect(await elsewhere.find(secret)).toMatchObject({ revokedAt: NOW });
  });

  describe('over HTTP', () => {
    const call = (route: string, more: object = {}) =>
      callHttp(createKeys(dependencies()), { route, key: 'admin-secret', ...more });
    const dependencies = () => ({
      keys,
      findKey: keys.find,
      limitKey: async () => undefined,
      writeMetrics: () => {},
      usage: { listLimited: async () => new Map() },
    });
    beforeEach(async () => {
      await keys.create({ source: 'admin', scopes: ['admin'], type: 'server', secret: 'admin-secret' });
    });

    it('shows the secret once', async () => {
      const body = { source: 'web', scopes: ['collect'], type: 'browser', requiresIdentityProof: true };
      const made = await call('POST /v1/keys', { body });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({ source: 'web', type: 'browser', revokedAt: null });
      expect(made.body.identityProofSecret).toMatch(/^[0-9a-f]{64}$/);
      const listed = await call('GET /v1/keys');
      expect(listed.body.keys).toHaveLength(2);
      expect(listed.text).not.toContain(made.body.key);
      expect(listed.text).not.toContain(made.body.identityProofSecret);
    });

    it('revokes by keyId; 404 for one that is not', async () => {
      const { body } = await call('POST /v1/keys', { body: { source: 'web', scopes: ['collect'] } });
      const revoked = await call('DELETE /v1/keys/{keyId}', { parameters: { keyId: body.keyId } });
      expect(revoked.body).toMatchObject({ keyId: body.keyId, revokedAt: '2026-03-02T10:00:00.000Z' });
      expect(await keys.find(body.key)).toMatchObject({ keyId: body.keyId, revokedAt: NOW });
      expect((await call('DELETE /v1/keys/{keyId}', { parameters: { keyId: 'none' } })).status).toBe(404);
    });

    it.each(readFixtures('keys', 'valid').map(({ name, body }) => [name, body] as const))(
      'makes %s',
      async (_, body) => {
        expect((await call('POST /v1/keys', { body })).status).toBe(201);
      },
    );

    it.each(readFixtures('keys', 'invalid').map(({ name, body }) => [name, body] as const))(
      'refuses %s',
      async (_, body) => {
        expect((await call('POST /v1/keys', { body })).body).toMatchObject({
          status: 400,
          code: 'invalid-input',
        });
      },
    );
  });
});

describe('the event store', () => {
  it('keeps what the first put stored, also when five come at once, and reads it back as it was', async () => {
    const store = createEventStore({ client, eventsTable: await createTable('identifier', 'sort') });
    const event = anEvent({
      properties: { room: 'Süite', nested: { list: [1, null, 'x'] } },
      consent: { marketing: true },
    });
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => store.putOnce(event)));
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    expect(await store.putOnce({ ...event, receivedAt: NOW + 1 })).toBe('duplicate');
    expect(await store.read(event.key)).toEqual(event);
    expect(await store.read({ ...event.key, sort: 'none' })).toBeUndefined();
  });

  it('sends nothing once the time to store is over, and says that a retry may help', async () => {
    const store = createEventStore({ client, eventsTable: await createTable('identifier', 'sort') });
    const late = store.putOnce(anEvent(), AbortSignal.abort());
    await expect(late).rejects.toMatchObject({ retryable: true, status: 503 });
    expect(await store.read(anEvent().key)).toBeUndefined();
  });

  it('gives a put up that hangs when the time to store is over', async () => {
    const hanging = createServer(() => controller.abort());
    const controller = new AbortController();
    await once(hanging.listen(0, '127.0.0.1'), 'listening');
    const { port } = hanging.address() as AddressInfo;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const endpoint = `http://127.0.0.1:${port}`;
    const slow = DynamoDBDocumentClient.from(
      new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials }),
    );
    const put = createEventStore({ client: slow, eventsTable: 't' }).putOnce(anEvent(), controller.signal);
    await expect(put).rejects.toMatchObject({ retryable: true, status: 503 });
    slow.destroy();
    hanging.close();
  });

  it('says that a retry may help where the table does not answer', async () => {
    const store = createEventStore({ client, eventsTable: 'no-such-table' });
    await expect(store.putOnce(anEvent())).rejects.toMatchObject({ name: 'MaitredError', status: 500 });
    const gone = DynamoDBDocumentClient.from(
      new DynamoDBClient({
        endpoint: 'http://127.0.0.1:1',
        region: 'eu-central-1',
        maxAttempts: 1,
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      }),
    );
    await expect(
      createEventStore({ client: gone, eventsTable: 't' }).putOnce(anEvent()),
    ).rejects.toMatchObject({
      retryable: true,
      status: 503,
    });
  });
});
