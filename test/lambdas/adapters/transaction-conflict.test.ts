import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../domain/campaign/delivery/decide-delivery.ts';
import { createDeliveryStore } from '../../../lambdas/adapters/delivery-store.ts';
import { createDueIndex } from '../../../lambdas/adapters/due-index.ts';
import { createEventStore } from '../../../lambdas/adapters/event-store.ts';
import { createKeyStore } from '../../../lambdas/adapters/key-store.ts';
import { createProfileStore } from '../../../lambdas/adapters/profile-store.ts';
import { aDelivery } from '../../support/a-campaign.ts';
import { aProfile } from '../../support/a-profile.ts';
import { anEvent } from '../../support/an-event.ts';

/** A client whose calls meet a running transaction so many times before they are answered. */
function clientInTheWay(conflicts: number, answer: unknown = {}) {
  let calls = 0;
  const send = async () => {
    calls += 1;
    if (calls > conflicts) return answer;
    const metadata = { $metadata: { httpStatusCode: 400 } };
    throw Object.assign(new Error('in conflict'), { name: 'TransactionConflictException', ...metadata });
  };
  return { client: { send } as unknown as DynamoDBDocumentClient, calls: () => calls };
}

const ALWAYS = Number.POSITIVE_INFINITY;
const delivery = aDelivery({ status: 'sending' });
const claim: Claim = { kind: 'claimed', delivery, claimId: 'claim-1' };
const sent = { status: 'sent', why: null, dueAt: null, retry: 'none', isGivenUp: false } as const;
const dueKey = { profileId: 'p' };

const deliveriesOf = (client: DynamoDBDocumentClient) =>
  createDeliveryStore({ client, deliveriesTable: 'Deliveries' });
const dueOf = (client: DynamoDBDocumentClient) =>
  createDueIndex({ client, table: 'Profiles', index: 'wake', keys: ['profileId'] });

describe('a single write that meets a running transaction', () => {
  it('does not lose what came of a message: the write is made again', async () => {
    const { client, calls } = clientInTheWay(3);
    expect(await deliveriesOf(client).conclude(claim, sent, ['sending'])).toBe(true);
    expect(calls()).toBe(4);
  });

  it('takes a ledger row in hand as soon as the transaction is over', async () => {
    const { client } = clientInTheWay(2, { Attributes: { ...delivery } });
    const answer = await deliveriesOf(client).claim(delivery, { claimId: 'claim-1', now: 0 });
    expect(answer.kind).toBe('claimed');
  });

  it('counts a failure, and takes a row out of the index of what is due', async () => {
    const { client } = clientInTheWay(2, { Attributes: { failures: 1 } });
    expect(await dueOf(client).countFailure(dueKey)).toBe(1);
    const leaving = clientInTheWay(2);
    await dueOf(leaving.client).leave(dueKey, 5, 0);
    expect(leaving.calls()).toBe(3);
  });

  it.each<[string, (client: DynamoDBDocumentClient) => Promise<unknown>]>([
    ['a profile', (client) => profilesOf(client).write(aWrite())],
    ['an event', (client) => createEventStore({ client, eventsTable: 'Events' }).putOnce(anEvent())],
    ['a key', (client) => createKeyStore({ client, configTable: 'Config' }).create(aNewKey())],
    ['a ledger row', (client) => deliveriesOf(client).conclude(claim, sent, ['sending'])],
    ['a due row', (client) => dueOf(client).leave(dueKey, 5, 0)],
  ])('leaves %s to a retry where transactions stand in the way for too long', async (_what, write) => {
    const { client } = clientInTheWay(ALWAYS);
    await expect(write(client)).rejects.toMatchObject({ code: 'version-conflict', retryable: true });
  });
});

function profilesOf(client: DynamoDBDocumentClient) {
  return createProfileStore({ client, profilesTable: 'Profiles', identitiesTable: 'Identities' });
}

function aWrite() {
  return {
    profile: aProfile({ version: 2 }),
    signals: [],
    memberships: {},
    tombstones: [],
    identities: [],
    covers: [],
  };
}

function aNewKey() {
  return { source: 'test', scopes: ['collect'], type: 'server' } as const;
}
