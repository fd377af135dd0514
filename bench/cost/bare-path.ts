import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { JsonObject } from '../../domain/event/json.ts';
import { mapBounded } from '../../lambdas/runtime/map-bounded.ts';
import type { BenchGuest } from '../units/messages.ts';
import { batchOf, type EventPath, requestOf } from './event-path.ts';
import type { PathClients, PathTables } from './our-path.ts';

type Item = Record<string, unknown>;

const WRITES_AT_ONCE = 16;
/** With its key and counters a profile of just under one KiB. */
const DOCUMENT = 'x'.repeat(900);

/**
 * The floor: nothing but one durable write an event, and one fold a guest a batch: whose the guest's identifiers are and the
 * profile are read consistently, the events are counted on it, and it is written if nobody else did. No validation, no rules,
 * no consent, no marks against folding twice, no log.
 */
export function createBarePath(tables: PathTables, clients: PathClients): EventPath {
  const [events, identities, profiles] = ['Events', 'Identities', 'Profiles'].map(tables.nameOf);
  const putOnce = (Item: Item) =>
    clients.collect.send(
      new PutCommand({ TableName: events, Item, ConditionExpression: 'attribute_not_exists(identifier)' }),
    );
  const read = async (TableName = '', Keys: Item[]): Promise<Item[]> => {
    const command = new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } });
    return ((await clients.resolve.send(command)).Responses?.[TableName] ?? []) as Item[];
  };
  let stored: Item[] = [];
  return {
    async collect(messages) {
      const { batch } = JSON.parse(requestOf(messages).body ?? '') as { batch: (JsonObject & BenchGuest)[] };
      const items = batch.map((message) => ({
        identifier: `bare#${message.userId}`,
        sort: `${message.timestamp}#${message.messageId}`,
        body: JSON.stringify(message),
      }));
      await Promise.all(items.map(putOnce));
      stored.push(...items);
    },
    takeBatch() {
      const batch = batchOf(stored);
      stored = [];
      return batch;
    },
    async resolve({ Records }) {
      const counts = countByGuest(Records);
      const known = await read(
        identities,
        [...counts.values()].flatMap(({ guest }) => keysOf(guest)),
      );
      const ids = new Set(known.map(({ profileId }) => String(profileId)));
      const found = await read(
        profiles,
        [...ids].map((profileId) => ({ profileId })),
      );
      await mapBounded(found, WRITES_AT_ONCE, (profile) => {
        const { count = 0 } = counts.get(String(profile.profileId)) ?? {};
        const version = Number(profile.version);
        const next = { ...profile, version: version + 1, events: Number(profile.events) + count };
        return clients.resolve.send(
          new PutCommand({
            TableName: profiles,
            Item: next,
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': version },
          }),
        );
      });
    },
  };
}

/** Makes guests known to the bare path. */
export async function knowBareGuests(
  tables: PathTables,
  client: PathClients['resolve'],
  guests: readonly Required<BenchGuest>[],
): Promise<void> {
  const put = (label: string, Item: Item) =>
    client.send(new PutCommand({ TableName: tables.nameOf(label), Item }));
  for (const guest of guests) {
    const profileId = `bare-${guest.userId}`;
    for (const identifier of identifiersOf(guest)) await put('Identities', { identifier, profileId });
    await put('Profiles', { profileId, version: 1, events: 0, document: DOCUMENT });
  }
}

/** By the profile that a guest has. */
function countByGuest(records: readonly DynamoDBRecord[]) {
  const counts = new Map<string, { guest: Required<BenchGuest>; count: number }>();
  for (const { dynamodb } of records) {
    const item = unmarshall(dynamodb?.NewImage as Parameters<typeof unmarshall>[0]);
    const guest = JSON.parse(item.body as string) as Required<BenchGuest>;
    const id = `bare-${guest.userId}`;
    counts.set(id, { guest, count: (counts.get(id)?.count ?? 0) + 1 });
  }
  return counts;
}

const identifiersOf = ({ userId, anonymousId }: Required<BenchGuest>) => [
  `bare-userId#${userId}`,
  `bare-anonymousId#${anonymousId}`,
];
const keysOf = (guest: Required<BenchGuest>) => identifiersOf(guest).map((identifier) => ({ identifier }));
