import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { beginJourney } from '../../../domain/campaign/journey/begin-journey.ts';
import type { Decision } from '../../../domain/campaign/journey/decision.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { createDecisionStore } from '../../../lambdas/adapters/decision-store.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSegmentEntered,
  aSend,
} from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';

interface Sent {
  readonly input: { readonly TransactItems: readonly Record<string, { TableName: string; Key?: object }>[] };
}

function aDecision(formerProfileIds: readonly string[] = [], overrides: Partial<Profile> = {}): Decision {
  const campaign = aCampaign({ steps: [aSend('1')] });
  const active = anActiveProgram([campaign]);
  const profile = aContactableGuest({ formerProfileIds, ...overrides });
  const beginning = beginJourney({ active, campaign, profile, signal: aSegmentEntered(), now: NOW });
  if (beginning.kind !== 'decided') throw new Error(beginning.kind);
  return beginning.decision;
}

/** A client that remembers what it was sent, and answers that the conditions at these places did not hold. */
function storeThatFails(places: readonly number[], codes = 'ConditionalCheckFailed') {
  const sent: Sent[] = [];
  const client = {
    send: async (command: Sent) => {
      sent.push(command);
      if (places.length === 0) return {};
      const reasons = command.input.TransactItems.map((_, place) => ({
        Code: places.includes(place) ? codes : 'None',
      }));
      throw Object.assign(new Error('cancelled'), {
        name: 'TransactionCanceledException',
        CancellationReasons: reasons,
      });
    },
  } as unknown as DynamoDBDocumentClient;
  const tables = {
    profilesTable: 'profiles',
    journeysTable: 'journeys',
    deliveriesTable: 'deliveries',
    eventsTable: 'events',
  };
  return { sent, store: createDecisionStore({ client, ...tables }) };
}

describe('createDecisionStore', () => {
  it('writes profile, journey and ledger in one transaction', async () => {
    const { sent, store } = storeThatFails([]);
    expect(await store.write(aDecision())).toBe('written');
    const tables = sent[0]?.input.TransactItems.map((part) => part.Put?.TableName);
    expect(tables).toEqual(['profiles', 'journeys', 'deliveries']);
    expect(sent).toHaveLength(1);
  });

  it('given more than a transaction takes, then it refuses, and writes nothing', async () => {
    const { sent, store } = storeThatFails([]);
    const { deliveries, ...decision } = aDecision();
    const many = Array.from({ length: 99 }, () => deliveries).flat();
    await expect(store.write({ ...decision, deliveries: many })).rejects.toThrow('101 parts');
    expect(sent).toEqual([]);
  });

  it('also makes sure that nothing of the kind stands under another id of the person', async () => {
    const { sent, store } = storeThatFails([]);
    await store.write(aDecision(['p-former']));
    expect(sent[0]?.input.TransactItems[3]).toMatchObject({
      ConditionCheck: {
        TableName: 'journeys',
        Key: { profileId: 'p-former', journeyId: 'win-back#lapsed.entry.p-john.1' },
      },
    });
  });

  it('also makes sure that nothing was sent under another name of the stay; what was suppressed may stand', async () => {
    const { sent, store } = storeThatFails([]);
    const same = [['p-john.1', 'p-former.2']];
    await store.write(aDecision(['p-former'], { segments: { lapsed: { since: NOW, entries: 3, same } } }));
    const deliveryId = 'win-back#lapsed.entry.p-former.2#1';
    const condition = {
      ConditionExpression: 'attribute_not_exists(profileId) OR #status = :suppressed',
      ExpressionAttributeValues: { ':suppressed': 'suppressed' },
    };
    expect(sent[0]?.input.TransactItems.slice(4)).toMatchObject(
      ['p-john', 'p-former'].map((profileId) => ({
        ConditionCheck: { TableName: 'deliveries', Key: { profileId, deliveryId }, ...condition },
      })),
    );
  });

  it.each([
    ['the profile was written meanwhile', [0], 'conflict'],
    ['the journey is there', [1], 'repeated'],
    ['the ledger row is there', [2], 'repeated'],
    ['it was decided under another id', [3], 'repeated'],
    ['both: what it was decided from is old, so it is decided anew', [0, 1], 'conflict'],
  ])('tells why it did not write: %s', async (_why, places, expected) => {
    const { store } = storeThatFails(places);
    expect(await store.write(aDecision(['p-former']))).toBe(expected);
  });

  it('takes a collision of transactions for a conflict, and throws what is no decision', async () => {
    expect(await storeThatFails([0], 'TransactionConflict').store.write(aDecision())).toBe('conflict');
    await expect(storeThatFails([0], 'ThrottlingError').store.write(aDecision())).rejects.toMatchObject({
      retryable: true,
    });
  });
});

describe('a refusal', () => {
  const profile = aContactableGuest({ version: 5 });
  const journey = { profileId: 'p-john', journeyId: 'win-back#m-1' };
  const note = { profile, journey, otherProfileIds: ['p-former'] };

  it('is written with the profile, if no journey of that name stands under any id', async () => {
    const { sent, store } = storeThatFails([]);
    expect(await store.noteRefusal(note)).toBe('written');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.input.TransactItems).toMatchObject([
      { Put: { TableName: 'profiles', ExpressionAttributeValues: { ':before': 4 } } },
      { ConditionCheck: { TableName: 'journeys', Key: journey } },
      { ConditionCheck: { TableName: 'journeys', Key: { ...journey, profileId: 'p-former' } } },
    ]);
  });

  it.each([
    ['the profile was written meanwhile', [0], 'conflict'],
    ['the journey began', [1], 'repeated'],
    ['it began under another id', [2], 'repeated'],
  ])('tells why it was not written: %s', async (_why, places, expected) => {
    expect(await storeThatFails(places).store.noteRefusal(note)).toBe(expected);
  });
});
