import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Broadcast } from '../../domain/campaign/schedule/broadcast.ts';
import { BROADCASTS, DUE_AT, DUE_SHARD } from '../contract/tables.ts';
import { fromAwsError } from './aws-error.ts';
import { dueShardOf } from './due-shard.ts';

export interface BroadcastStore {
  /** Read consistently; undefined if there is none. */
  read(id: string): Promise<Broadcast | undefined>;
  /** @returns false where somebody else wrote it first */
  write(broadcast: Broadcast): Promise<boolean>;
}

/** Rows of the Journeys table, due when the next moment of a schedule is. Every call throws UnavailableError where a retry may help. */
export function createBroadcastStore(options: {
  readonly client: DynamoDBDocumentClient;
  readonly journeysTable: string;
}): BroadcastStore {
  const { client, journeysTable: TableName } = options;
  return {
    async read(id) {
      const Key = { profileId: BROADCASTS, journeyId: id };
      const get = new GetCommand({ TableName, Key, ConsistentRead: true });
      const { Item } = await client.send(get).catch(rethrow);
      return Item === undefined ? undefined : decode(Item);
    },

    async write(broadcast) {
      const put = { TableName, Item: encode(broadcast) };
      const before = broadcast.revision - 1;
      const condition =
        before === 0
          ? { ConditionExpression: 'attribute_not_exists(profileId)' }
          : { ConditionExpression: 'revision = :before', ExpressionAttributeValues: { ':before': before } };
      try {
        await client.send(new PutCommand({ ...put, ...condition }));
        return true;
      } catch (error) {
        if ((error as Error).name === 'ConditionalCheckFailedException') return false;
        return rethrow(error);
      }
    },
  };
}

function encode({ id, dueAt, ...rest }: Broadcast): Record<string, unknown> {
  const item = { profileId: BROADCASTS, journeyId: id, ...rest };
  return dueAt === null ? item : { ...item, [DUE_SHARD]: dueShardOf(BROADCASTS), [DUE_AT]: dueAt };
}

function decode(item: Record<string, unknown>): Broadcast {
  const {
    profileId: _partition,
    journeyId: id,
    [DUE_SHARD]: _shard,
    [DUE_AT]: dueAt,
    failures: _failures,
    ...rest
  } = item;
  return {
    ...(rest as unknown as Broadcast),
    id: String(id),
    dueAt: typeof dueAt === 'number' ? dueAt : null,
  };
}

function rethrow(error: unknown): never {
  throw fromAwsError('a broadcast', error);
}
