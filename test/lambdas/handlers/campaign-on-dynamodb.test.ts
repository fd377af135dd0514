import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../domain/campaign/delivery/conclude-delivery.ts';
import type { Message } from '../../../domain/campaign/delivery/message.ts';
import type { MessageRequested } from '../../../domain/profile/signal.ts';
import { createDecisionStore } from '../../../lambdas/adapters/decision-store.ts';
import { createDeliveryStore } from '../../../lambdas/adapters/delivery-store.ts';
import { createDueIndex } from '../../../lambdas/adapters/due-index.ts';
import { dueShardOf } from '../../../lambdas/adapters/due-shard.ts';
import { createJourneyStore } from '../../../lambdas/adapters/journey-store.ts';
import { createLiquidRenderer } from '../../../lambdas/adapters/liquid-renderer.ts';
import { decodeSignals, encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { createProfileStore } from '../../../lambdas/adapters/profile-store.ts';
import type { TableName } from '../../../lambdas/contract/tables.ts';
import { createCampaign } from '../../../lambdas/handlers/campaign.ts';
import { createDue } from '../../../lambdas/handlers/due.ts';
import { createChannel } from '../../../lambdas/handlers/flows/channel.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSegmentEntered,
  aSend,
  DAY,
} from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';
import { MemoryBroadcasts } from '../../support/memory-broadcasts.ts';

const CRM_STEP = aSend('3', {
  contents: [{ channel: 'webhook', destination: 'crm', body: { name: '{{ profile.firstName }}' } }],
});
const CAMPAIGN = aCampaign({ steps: [...aCampaign().steps, CRM_STEP] });
const ACTIVE = anActiveProgram([CAMPAIGN], {
  destinations: { crm: { url: 'https://crm.example.com', secret: 'whsec_x' } },
});

let tables: RunningTables;
let client: DynamoDBDocumentClient;
let now = NOW;
const clock = () => now;

beforeAll(async () => {
  logger.setLogLevel('SILENT');
  tables = await startTables(['Profiles', 'Journeys', 'Deliveries', 'Events']);
  client = tables.client;
  await client.send(new PutCommand({ TableName: 'Profiles', Item: encodeProfile(aContactableGuest(), []) }));
});

afterAll(() => tables?.stop());

const names = {
  profilesTable: 'Profiles',
  journeysTable: 'Journeys',
  deliveriesTable: 'Deliveries',
  eventsTable: 'Events',
  identitiesTable: 'Identities',
};
const read = async () => ACTIVE;
const playbook = {
  active: read,
  newest: read,
  version: read,
  templates: async () => ({ version: 'test-version', templates: { 'win-back': { html: '<p>Hi</p>' } } }),
};

function dependencies() {
  const index = (table: TableName, keys: string[]) =>
    createDueIndex({
      client,
      table,
      index: table === 'Profiles' ? 'wake' : 'due',
      keys,
      dropOnFailure: ['signals'],
    });
  return {
    profiles: createProfileStore({ client, ...names }),
    decisions: createDecisionStore({ client, ...names }),
    journeys: createJourneyStore({ client, ...names }),
    deliveries: createDeliveryStore({ client, ...names }),
    indexes: {
      profiles: index('Profiles', ['profileId']),
      journeys: index('Journeys', ['profileId', 'journeyId']),
      deliveries: index('Deliveries', ['profileId', 'deliveryId']),
    },
    playbook,
    events: { read: async () => undefined },
    slots: { reserve: async (_of: string, at: number) => at },
    bringUpToDate: async () => {},
    touchProfile: async () => {},
    broadcasts: new MemoryBroadcasts(),
    memberList: { readPage: async () => ({ members: [], last: null }) },
    campaignQueue: { send: async () => {} },
    quarantine: { put: async () => {} },
    clock,
  };
}

function batch(...bodies: unknown[]): SQSEvent {
  const records = bodies.map((body, index) => ({
    messageId: String(index),
    body: JSON.stringify(body),
    attributes: { SentTimestamp: String(now) },
  }));
  return { Records: records } as unknown as SQSEvent;
}

const CONTEXT = { awsRequestId: 'invocation-1', getRemainingTimeInMillis: () => 60_000 } as Context;
const ALL_WELL = { batchItemFailures: [] };

async function storedSignals(): Promise<MessageRequested[]> {
  const { Item = {} } = await client.send(
    new GetCommand({ TableName: 'Profiles', Key: { profileId: 'p-john' } }),
  );
  return decodeSignals(Item) as MessageRequested[];
}

function queuesInto(queue: unknown[]) {
  const sender = { send: async (bodies: readonly unknown[]) => void queue.push(...bodies) };
  return { email: sender, sms: sender, push: sender, webhook: sender };
}

function channel(name: 'email' | 'webhook', answer: SendOutcome) {
  const sent: Message[] = [];
  const deliver = createChannel({
    ...dependencies(),
    channel: name,
    events: { read: async () => undefined },
    renderer: createLiquidRenderer(),
    newId: () => crypto.randomUUID(),
    writeMetrics: () => {},
    send: async (message) => {
      sent.push(message);
      return answer;
    },
  });
  return { sent, deliver: (signal: unknown) => deliver(batch({ detail: signal }), CONTEXT) };
}

describe('campaign, due and the channels on real tables', () => {
  const rowOf = (step: string) =>
    dependencies().deliveries.read({
      profileId: 'p-john',
      deliveryId: `win-back#lapsed.entry.p-john.1#${step}`,
    });
  const due = (queue: unknown[] = []) =>
    createDue({ ...dependencies(), channelQueues: queuesInto(queue) })(
      batch({ shard: dueShardOf('p-john') }),
      CONTEXT,
    );
  let requested: MessageRequested[] = [];

  it('begins one journey, however often the signal comes', async () => {
    const campaign = createCampaign(dependencies());
    const signals = Array.from({ length: 5 }, () => ({ detail: aSegmentEntered() }));
    expect(
      await Promise.all([campaign(batch(...signals), CONTEXT), campaign(batch(...signals), CONTEXT)]),
    ).toEqual([ALL_WELL, ALL_WELL]);
    const journeys = await dependencies().journeys.list('p-john');
    expect(journeys).toMatchObject([
      { journeyId: 'win-back#lapsed.entry.p-john.1', revision: 1, dueAt: NOW + 3 * DAY },
    ]);
  });

  it('takes it on when its wait is over, and not before', async () => {
    await due();
    expect(await dependencies().deliveries.list('p-john')).toEqual([]);
    now = NOW + 3 * DAY;
    expect(await Promise.all([due(), due()])).toEqual([ALL_WELL, ALL_WELL]);
    requested = await storedSignals();
    expect(requested.map(({ channel: name }) => name)).toEqual(['email', 'webhook']);
    expect(await dependencies().journeys.list('p-john')).toMatchObject([
      { status: 'ended', end: 'completed' },
    ]);
    const waiting: unknown[] = [];
    for await (const page of dependencies().indexes.journeys.pages(dueShardOf('p-john'), now))
      waiting.push(page);
    expect(waiting).toEqual([]);
  });

  it('mails once, also when it is asked twice at the same time', async () => {
    const { sent, deliver } = channel('email', { kind: 'accepted' });
    await Promise.all([deliver(requested[0]), deliver(requested[0])]);
    await deliver(requested[0]);
    expect(sent).toMatchObject([{ to: 'john@example.com', subject: 'Hello John' }]);
    expect(await rowOf('2')).toMatchObject({ status: 'sent', attempts: 1, why: null });
  });

  it('brings a failed webhook again when its time has come', async () => {
    const failing = channel('webhook', { kind: 'not accepted', why: 'the receiver answered 500' });
    expect(await failing.deliver(requested[1])).toEqual(ALL_WELL);
    expect(await rowOf('3')).toMatchObject({ status: 'requested', attempts: 1, dueAt: now + 5000 });
    await failing.deliver(requested[1]);
    expect(failing.sent).toHaveLength(1);

    const queue: unknown[] = [];
    now += 5000;
    await due(queue);
    expect(queue).toMatchObject([
      { detail: { type: 'Message Requested', deliveryId: 'win-back#lapsed.entry.p-john.1#3' } },
    ]);
    const working = channel('webhook', { kind: 'accepted' });
    await working.deliver((queue[0] as { detail: unknown }).detail);
    expect(working.sent).toMatchObject([{ body: { type: 'campaign.win-back', data: { name: 'John' } } }]);
    expect(await rowOf('3')).toMatchObject({ status: 'sent', attempts: 2, dueAt: null });
  });

  it('counts what fails', async () => {
    const { profiles } = dependencies().indexes;
    const key = { profileId: 'p-john' };
    expect(await profiles.countFailure(key)).toBe(1);
    expect(await profiles.countFailure(key)).toBe(2);
    expect(await storedSignals()).toEqual([]);
    await expect(profiles.countFailure({ profileId: 'nobody' })).rejects.toThrow();
  });
});
