import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Journey } from '../../domain/campaign/journey/journey.ts';
import { nextLookAt } from '../../domain/campaign/journey/look-out.ts';
import { DUE_AT, DUE_SHARD } from '../contract/tables.ts';
import { fromAwsError } from './aws-error.ts';
import { dueShardOf } from './due-shard.ts';
import { listNewest, NEWEST_ROWS } from './list-newest.ts';

export interface JourneyKey {
  readonly profileId: string;
  readonly journeyId: string;
}

export interface JourneyStore {
  /** Reads one journey consistently; undefined if there is none. */
  read(key: JourneyKey): Promise<Journey | undefined>;
  /** The journeys that began under an id, newest first, at most `limit` (1,000). */
  list(profileId: string, limit?: number): Promise<readonly Journey[]>;
}

/** The item of the Journeys table. While it waits it is in the index `due`, at its next look. */
export function encodeJourney(journey: Journey): Record<string, unknown> {
  const { dueAt, ...rest } = journey;
  const next = nextLookAt(journey);
  if (next === null) return rest;
  const index = { [DUE_SHARD]: dueShardOf(journey.profileId), [DUE_AT]: next };
  return { ...rest, ...index, ...(journey.looksAt !== undefined && { waitsUntil: dueAt }) };
}

/** A journey, from its item. */
export function decodeJourney(item: Record<string, unknown>): Journey {
  const { [DUE_SHARD]: _shard, [DUE_AT]: next, waitsUntil, failures: _failures, ...rest } = item;
  const journey = rest as unknown as Journey;
  const dueAt = journey.gaveWay === undefined ? (waitsUntil ?? next) : null;
  return { ...journey, dueAt: typeof dueAt === 'number' ? dueAt : null };
}

/** Reads the Journeys table; the decision store writes it. Every call throws UnavailableError where a retry may help. */
export function createJourneyStore(options: {
  readonly client: DynamoDBDocumentClient;
  readonly journeysTable: string;
}): JourneyStore {
  const { client, journeysTable: TableName } = options;
  return {
    async read(key) {
      const get = new GetCommand({ TableName, Key: { ...key }, ConsistentRead: true });
      const { Item } = await client.send(get).catch(rethrow);
      return Item === undefined ? undefined : decodeJourney(Item);
    },
    list: (profileId, limit = NEWEST_ROWS) =>
      listNewest(client, {
        table: TableName,
        profileId,
        decode: decodeJourney,
        timeOf: ({ enteredAt }) => enteredAt,
        limit,
      }),
  };
}

function rethrow(error: unknown): never {
  throw fromAwsError('read journeys', error);
}
