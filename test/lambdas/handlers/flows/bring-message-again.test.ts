import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { concludeDecided } from '../../../../domain/campaign/delivery/conclude-delivery.ts';
import type { Delivery } from '../../../../domain/campaign/delivery/delivery.ts';
import { encodeDelivery } from '../../../../lambdas/adapters/delivery-record.ts';
import { createDeliveryStore, type DeliveryStore } from '../../../../lambdas/adapters/delivery-store.ts';
import { createDueIndex } from '../../../../lambdas/adapters/due-index.ts';
import { dueShardOf } from '../../../../lambdas/adapters/due-shard.ts';
import { bringMessageAgain } from '../../../../lambdas/handlers/flows/bring-message-again.ts';
import { aDelivery } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { type RunningTables, startTables } from '../../../support/dynamodb-tables.ts';

const MORNING = NOW + 8 * 3_600_000;
const HELD = aDelivery({ status: 'requested', attempts: 1, why: 'held', dueAt: MORNING });
const { profileId, deliveryId } = HELD;
const KEY = { profileId, deliveryId };

let tables: RunningTables;
let client: DynamoDBDocumentClient;
let deliveries: DeliveryStore;
const queued: { readonly channel: string; readonly body: unknown }[] = [];

beforeAll(async () => {
  tables = await startTables(['Deliveries']);
  client = tables.client;
  deliveries = createDeliveryStore({ client, deliveriesTable: 'Deliveries' });
});
beforeEach(() => {
  queued.length = 0;
});
afterAll(() => tables?.stop());

const put = (row: Delivery) =>
  client.send(new PutCommand({ TableName: 'Deliveries', Item: encodeDelivery(row) }));

const queueOf = (channel: string) => ({
  send: async (bodies: readonly unknown[]) => void queued.push(...bodies.map((body) => ({ channel, body }))),
});
const channelQueues = {
  email: queueOf('email'),
  sms: queueOf('sms'),
  push: queueOf('push'),
  webhook: queueOf('webhook'),
};

const bring = (overrides: Partial<Parameters<typeof bringMessageAgain>[0]> = {}) =>
  bringMessageAgain({ deliveries, channelQueues, clock: () => MORNING, ...overrides }, KEY);

const claim = () => deliveries.claim(KEY, { claimId: crypto.randomUUID(), now: MORNING });

/** Whether wake would find it. */
async function isDue(): Promise<boolean> {
  const keys = ['profileId', 'deliveryId'];
  const index = createDueIndex({ client, table: 'Deliveries', index: 'due', keys });
  for await (const page of index.pages(dueShardOf(profileId), MORNING + 1)) if (page.length > 0) return true;
  return false;
}

describe('bringMessageAgain', () => {
  it.each(['email', 'sms', 'push'] as const)(
    'given mail, a text or a push that was held, then its channel gets it, and it is due no more: %s',
    async (channel) => {
      await put({ ...HELD, channel });
      await bring();
      await bring();
      expect(queued).toMatchObject([
        { channel, body: { detail: { type: 'Message Requested', deliveryId } } },
      ]);
      expect([await isDue(), (await deliveries.read(KEY))?.status]).toEqual([false, 'requested']);
      expect(await claim()).toMatchObject({ kind: 'claimed' });
    },
  );

  it('given a webhook, then it stays due until its channel takes it in hand', async () => {
    await put({ ...HELD, channel: 'webhook' });
    await bring();
    expect([queued.length, await isDue()]).toEqual([1, true]);
  });

  it('given one whose time has not come, or that is not there, then nothing', async () => {
    await put(HELD);
    await bring({ clock: () => MORNING - 1 });
    await bringMessageAgain(
      { deliveries, channelQueues, clock: () => MORNING },
      { ...KEY, deliveryId: 'another' },
    );
    expect([queued, await isDue()]).toEqual([[], true]);
  });

  it('given a queue that takes nothing, then it stays due', async () => {
    await put(HELD);
    const email = { send: () => Promise.reject(new Error('no queue')) };
    await expect(bring({ channelQueues: { ...channelQueues, email } })).rejects.toThrow('no queue');
    expect(await isDue()).toBe(true);
  });

  it('given that it stopped between the queue and the row, then it is brought once more, and taken in hand once', async () => {
    await put(HELD);
    const stopped = { ...deliveries, handedOut: () => Promise.reject(new Error('stopped')) };
    await expect(bring({ deliveries: stopped })).rejects.toThrow('stopped');
    await bring();
    expect(queued).toHaveLength(2);
    expect([(await claim()).kind, (await claim()).kind]).toEqual(['claimed', 'found']);
  });

  it('given that its channel has it in hand before the row says so, then it is due no more', async () => {
    await put(HELD);
    const email = { send: async () => void (await claim()) };
    await bring({ channelQueues: { ...channelQueues, email } });
    expect([await isDue(), (await deliveries.read(KEY))?.status]).toEqual([false, 'sending']);
  });

  it('given that its channel, whose clock is behind, holds it once more before the row says so, then it stays due', async () => {
    await put(HELD);
    const hold = async () => {
      const claimed = await claim();
      const held = concludeDecided({ kind: 'hold', until: MORNING, why: 'held' });
      await deliveries.conclude(claimed, held, ['sending']);
    };
    await bring({ channelQueues: { ...channelQueues, email: { send: hold } } });
    expect(await isDue()).toBe(true);
  });
});
