import { createHash } from 'node:crypto';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { VersionConflictError } from '../../domain/error/maitred-error.ts';
import { type MemberChange, newestChanges } from '../../domain/profile/member-change.ts';
import { MEMBER_COUNT_SHARDS, memberCountPartition } from '../contract/tables.ts';
import { fromAwsError } from './aws-error.ts';
import { batchGet } from './batch-get.ts';
import { type Sleep, sleepByClock } from './sleep.ts';

/** A row of each, and a counter of each of their segments, fit into one transaction. */
const CHANGES_A_TRANSACTION = 50;
const ATTEMPTS = 6;
const FIRST_PAUSE_MILLISECONDS = 10;
/** For so long who has left stays known, so that what comes late is not taken for news: a stream keeps a day. */
const REMEMBERED_SECONDS = 7 * 24 * 60 * 60;

/** What was new of some changes. */
export interface MembersWritten {
  readonly entered: number;
  readonly left: number;
}

export interface MemberStore {
  /**
   * Brings the rows to what the changes say, with the counts in the same transactions. What is known, or older than what is
   * known, is left out, so it may be told again in any order.
   * @throws {MaitredError} retryable where it must be told again
   */
  apply(changes: readonly MemberChange[]): Promise<MembersWritten>;
}

interface MemberTable {
  readonly client: DynamoDBDocumentClient;
  readonly membersTable: string;
  readonly clock: () => number;
  readonly sleep?: Sleep;
}

/** A change, and the row that stands. */
interface Step {
  readonly change: MemberChange;
  readonly version: number | undefined;
  readonly wasInside: boolean;
}

type Part = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Writes the Members table: a row for each segment and profile, and how many there are, in counters that are added up. */
export function createMemberStore(table: MemberTable): MemberStore {
  return {
    async apply(changes) {
      const newest = newestChanges(changes);
      const written = { entered: 0, left: 0 };
      for (let from = 0; from < newest.length; from += CHANGES_A_TRANSACTION) {
        const { entered, left } = await applySome(table, newest.slice(from, from + CHANGES_A_TRANSACTION));
        written.entered += entered;
        written.left += left;
      }
      return written;
    },
  };
}

/** Others write the same counters, and a batch that is delivered again the same rows: then it is read again. */
async function applySome(table: MemberTable, changes: readonly MemberChange[]): Promise<MembersWritten> {
  for (let attempt = 0; ; attempt += 1) {
    const steps = await readSteps(table, changes);
    const entered = steps.filter(({ change, wasInside }) => change.since !== null && !wasInside).length;
    const left = steps.filter(({ change, wasInside }) => change.since === null && wasInside).length;
    if (steps.length === 0) return { entered, left };
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: partsOf(table, steps, attempt) }));
      return { entered, left };
    } catch (error) {
      const known = fromAwsError('write who is in which segment', error);
      if (!(known instanceof VersionConflictError) || attempt + 1 === ATTEMPTS) throw known;
      await (table.sleep ?? sleepByClock)(Math.random() * FIRST_PAUSE_MILLISECONDS * 2 ** attempt);
    }
  }
}

/** The changes that are newer than their rows. */
async function readSteps(table: MemberTable, changes: readonly MemberChange[]): Promise<Step[]> {
  const keys = changes.map(keyOf);
  const items = await batchGet(table.client, table.membersTable, keys, table.sleep);
  const rows = new Map(items.map((item) => [`${item.segmentId} ${item.profileId}`, item]));
  return changes.flatMap((change) => {
    const row = rows.get(`${change.segment} ${change.profileId}`);
    const version = row?.version as number | undefined;
    if (version !== undefined && version >= change.version) return [];
    return [{ change, version, wasInside: row?.since !== undefined }];
  });
}

const keyOf = ({ segment, profileId }: MemberChange) => ({ segmentId: segment, profileId });

function partsOf(table: MemberTable, steps: readonly Step[], attempt: number): Part[] {
  const differences = new Map<string, number>();
  for (const { change, wasInside } of steps) {
    const difference = Number(change.since !== null) - Number(wasInside);
    differences.set(change.segment, (differences.get(change.segment) ?? 0) + difference);
  }
  // Any counter is as right as another: one that somebody else is at is left to them.
  const shard = (shardOf(steps[0]?.change.profileId ?? '') + attempt) % MEMBER_COUNT_SHARDS;
  return [
    ...steps.map((step): Part => ({ Put: putOf(table, step) })),
    ...[...differences]
      .filter(([, difference]) => difference !== 0)
      .map(([segment, difference]): Part => ({ Update: addTo(table, { segment, shard, difference }) })),
  ];
}

/** Who has left keeps a row without a moment for a while. */
function putOf({ membersTable: TableName, clock }: MemberTable, { change, version }: Step) {
  const { since } = change;
  const Item = {
    ...keyOf(change),
    version: change.version,
    ...(since === null ? { expiresAt: Math.floor(clock() / 1000) + REMEMBERED_SECONDS } : { since }),
  };
  if (version === undefined)
    return { TableName, Item, ConditionExpression: 'attribute_not_exists(profileId)' };
  return {
    TableName,
    Item,
    ConditionExpression: '#version = :before',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':before': version },
  };
}

function addTo(
  { membersTable: TableName }: MemberTable,
  { segment, shard, difference }: { segment: string; shard: number; difference: number },
) {
  return {
    TableName,
    Key: { segmentId: memberCountPartition(shard), profileId: segment },
    UpdateExpression: 'ADD members :difference',
    ExpressionAttributeValues: { ':difference': difference },
  };
}

function shardOf(profileId: string): number {
  return createHash('sha256').update(profileId).digest().readUInt16BE(0) % MEMBER_COUNT_SHARDS;
}
