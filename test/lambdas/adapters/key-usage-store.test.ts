import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKeyUsageStore, type KeyUsageStore } from '../../../lambdas/adapters/key-usage-store.ts';
import { NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

const NEXT = NOW + 10_000;

describe('the counts of keys', () => {
  let tables: RunningTables;
  let usage: KeyUsageStore;
  let keyId: string;
  beforeAll(async () => {
    tables = await startTables(['Config']);
    usage = createKeyUsageStore({ client: tables.client, configTable: 'Config' });
  });
  afterAll(async () => tables?.stop());
  beforeEach(() => {
    keyId = crypto.randomUUID();
  });
  const row = async () => {
    const get = new GetCommand({ TableName: 'Config', Key: { kind: 'key-usage', id: keyId } });
    return (await tables.client.send(get)).Item;
  };

  it('given several who count at once, then what they are told adds up to all', async () => {
    const totals = await Promise.all(Array.from({ length: 8 }, () => usage.add(keyId, NOW, 5)));
    expect(totals.sort((a, b) => a - b)).toEqual([5, 10, 15, 20, 25, 30, 35, 40]);
  });

  it('given a new window, then whoever comes first begins it anew, in the same row, and the others count in it', async () => {
    await usage.add(keyId, NOW, 100);
    const totals = await Promise.all(Array.from({ length: 4 }, () => usage.add(keyId, NEXT, 5)));
    expect(totals.sort((a, b) => a - b)).toEqual([5, 10, 15, 20]);
    expect(await row()).toEqual({ kind: 'key-usage', id: keyId, startsAt: NEXT, requests: 20 });
  });

  it('given a count that comes late for an earlier window, then it disturbs nobody and is told alone', async () => {
    await usage.add(keyId, NEXT, 5);
    expect(await usage.add(keyId, NOW, 7)).toBe(7);
    expect(await row()).toMatchObject({ startsAt: NEXT, requests: 5 });
  });

  it('given a key that was limited, then the last window and its highest count are kept, whoever tells last', async () => {
    await usage.add(keyId, NOW, 1);
    await usage.noteLimited(keyId, { at: NEXT, requests: 60 });
    await usage.noteLimited(keyId, { at: NEXT, requests: 55 });
    await usage.noteLimited(keyId, { at: NOW, requests: 900 });
    expect((await usage.listLimited()).get(keyId)).toEqual({ at: NEXT, requests: 60 });
  });

  it('given a key that never was, then it is not listed', async () => {
    await usage.add(keyId, NOW, 1);
    expect((await usage.listLimited()).has(keyId)).toBe(false);
  });
});
