import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { MEMBER_COUNT_SHARDS, memberCountPartition } from '../contract/tables.ts';
import { fromAwsError } from './aws-error.ts';

/** Who is in a segment, and since when. */
export interface Member {
  readonly profileId: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export interface MemberPage {
  /** In the order of their ids. */
  readonly members: readonly Member[];
  /** The profileId after which the next page begins; null: there are no more. */
  readonly last: string | null;
}

export interface MemberList {
  /** How many are in each segment that ever had a member, by its id. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** @param after the profileId after which the page begins */
  readPage(segment: string, after: string | undefined, limit: number): Promise<MemberPage>;
}

/** Reads the Members table. Throws UnavailableError where a retry may help. */
export function createMemberList(options: {
  readonly client: DynamoDBDocumentClient;
  readonly membersTable: string;
}): MemberList {
  const { client, membersTable: TableName } = options;

  const query = (partition: string, { after, limit }: { after?: string | undefined; limit?: number }) =>
    client
      .send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'segmentId = :partition',
          ExpressionAttributeValues: { ':partition': partition },
          ...(limit !== undefined && { Limit: limit }),
          ...(after !== undefined && { ExclusiveStartKey: { segmentId: partition, profileId: after } }),
        }),
      )
      .catch((error: unknown) => {
        throw fromAwsError('read who is in which segment', error);
      });

  const readShard = async (shard: number) => {
    const rows: Record<string, unknown>[] = [];
    let after: string | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await query(memberCountPartition(shard), { after });
      rows.push(...Items);
      after = LastEvaluatedKey?.profileId as string | undefined;
    } while (after !== undefined);
    return rows;
  };

  return {
    async counts() {
      const shards = await Promise.all(
        Array.from({ length: MEMBER_COUNT_SHARDS }, (_, shard) => readShard(shard)),
      );
      const counts = new Map<string, number>();
      for (const { profileId, members } of shards.flat()) {
        const segment = String(profileId);
        counts.set(segment, (counts.get(segment) ?? 0) + Number(members));
      }
      return counts;
    },

    async readPage(segment, after, limit) {
      const members: Member[] = [];
      let last: string | undefined = after;
      do {
        const { Items = [], LastEvaluatedKey } = await query(segment, {
          after: last,
          limit: limit - members.length,
        });
        // Who has left keeps a row for a while, without a moment.
        for (const { profileId, since } of Items)
          if (typeof since === 'number') members.push({ profileId: String(profileId), since });
        last = LastEvaluatedKey?.profileId as string | undefined;
      } while (last !== undefined && members.length < limit);
      return { members, last: last ?? null };
    },
  };
}
