import { type CallDynamoDb, DynamoDbRefusal } from '../aws/dynamodb-caller.ts';
import type { StateStore } from '../state/state-store.ts';
import type { StreamRecord } from './stream-record.ts';

/** Reads one table's stream from where this mapping stands, shard after shard. */
export interface StreamReader {
  /** The next records; empty at the tip. */
  read(): Promise<StreamRecord[]>;
  /** Remembers that all up to this record is done for; a restart goes on behind it. */
  checkpoint(record: StreamRecord): void;
  /** Goes back to the last checkpoint. */
  rewind(): void;
}

interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
}

const FINISHED = 'finished';

/**
 * DynamoDB Local keeps its streams beside the tables: shard ids, sequence numbers and unread records are the same after a
 * SIGKILL and a restart (for a day), so a position is all that has to be remembered.
 */
export function createStreamReader(
  call: CallDynamoDb,
  tableName: string,
  mappingId: string,
  state: StateStore,
): StreamReader {
  let streamArn: string | undefined;
  let shardId: string | undefined;
  let iterator: string | undefined;
  const keyOf = (id: string | undefined) => `position:${mappingId}:${streamArn}:${id}`;

  const findStream = async (): Promise<string> => {
    const { Table } = (await call('DescribeTable', { TableName: tableName })) as {
      Table: { LatestStreamArn: string };
    };
    return Table.LatestStreamArn;
  };
  const nextShard = async (): Promise<string | undefined> => {
    streamArn ??= await findStream();
    const { StreamDescription } = (await call('DescribeStream', { StreamArn: streamArn })) as {
      StreamDescription: { Shards: Shard[] };
    };
    const shards = StreamDescription.Shards;
    const isOpen = (id: string) =>
      state.read(keyOf(id)) !== FINISHED && shards.some((shard) => shard.ShardId === id);
    return shards.find(
      (shard) => isOpen(shard.ShardId) && (shard.ParentShardId === undefined || !isOpen(shard.ParentShardId)),
    )?.ShardId;
  };
  const openIterator = async (): Promise<string | undefined> => {
    shardId = await nextShard();
    if (shardId === undefined) return undefined;
    const position = state.read(keyOf(shardId));
    const from =
      position === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position };
    const answer = await call('GetShardIterator', { StreamArn: streamArn, ShardId: shardId, ...from });
    return answer.ShardIterator as string;
  };
  return {
    async read() {
      iterator ??= await openIterator();
      if (iterator === undefined) return [];
      try {
        const answer = await call('GetRecords', { ShardIterator: iterator });
        iterator = answer.NextShardIterator as string | undefined;
        const records = (answer.Records ?? []) as StreamRecord[];
        if (iterator === undefined && records.length === 0) state.write(keyOf(shardId), FINISHED);
        return records.map((record) => ({ ...record, eventSourceARN: streamArn ?? '' }));
      } catch (error) {
        iterator = undefined; // expired or trimmed: opened anew from the position
        if (error instanceof DynamoDbRefusal) return [];
        throw error;
      }
    },
    checkpoint: (record) => state.write(keyOf(shardId), record.dynamodb.SequenceNumber),
    rewind() {
      iterator = undefined;
    },
  };
}
