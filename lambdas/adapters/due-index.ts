import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DUE_AT, DUE_SHARD } from '../contract/tables.ts';
import { fromAwsError } from './aws-error.ts';
import { retryTransactionConflict } from './retry-transaction-conflict.ts';
import type { Sleep } from './sleep.ts';

/** A row that is due, by the keys of its table. */
export type DueKey = Readonly<Record<string, string>>;

/** One in the index. */
export interface DueRow {
  readonly key: DueKey;
  /** In milliseconds since the epoch. */
  readonly dueAt: number;
}

export interface DueIndex {
  /**
   * The rows of a shard that are due at `now`, a page at a time, earliest first. What is due at one moment comes in one page,
   * unless it is thousands.
   */
  pages(shard: number, now: number): AsyncGenerator<readonly DueRow[]>;
  /** Counts on the row that handling it failed; answers how often by now. */
  countFailure(key: DueKey): Promise<number>;
  /**
   * Takes a row out of the index that failed so often and is due still: nothing hands it out again until somebody writes
   * it. One that somebody has moved on meanwhile, or that is gone, stays as it is.
   */
  leave(key: DueKey, failures: number, now: number): Promise<void>;
}

const ROWS_A_PAGE = 100;
/** Of one moment; many wait for the same time of day. */
const ROWS_TOGETHER = 5_000;

/** A sparse index of what is due. Every call throws UnavailableError where a retry may help. */
export function createDueIndex(options: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly index: string;
  /** The names of the table's own keys. */
  readonly keys: readonly string[];
  /** Attributes to take off when a failure is counted: a profile's signals, which would be announced once more. */
  readonly dropOnFailure?: readonly string[];
  readonly sleep?: Sleep;
}): DueIndex {
  const { client, table: TableName, index: IndexName, keys, dropOnFailure = [] } = options;

  const pageAfter = async (shard: number, now: number, start: Record<string, unknown> | undefined) => {
    const query = new QueryCommand({
      TableName,
      IndexName,
      KeyConditionExpression: `${DUE_SHARD} = :shard AND ${DUE_AT} <= :now`,
      ExpressionAttributeValues: { ':shard': shard, ':now': now },
      Limit: ROWS_A_PAGE,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    return client.send(query).catch((error: unknown) => {
      throw fromAwsError(`read what is due of ${TableName}`, error);
    });
  };

  const update = async (
    key: DueKey,
    change: { readonly update: string; readonly condition: string; readonly values: Record<string, number> },
  ) => {
    const command = new UpdateCommand({
      TableName,
      Key: { ...key },
      UpdateExpression: change.update,
      ConditionExpression: change.condition,
      ReturnValues: 'ALL_NEW',
      ExpressionAttributeValues: change.values,
    });
    return retryTransactionConflict(() => client.send(command), options.sleep).catch((error: unknown) => {
      throw fromAwsError(`write what is due of ${TableName}`, error);
    });
  };

  const rowOf = (item: Record<string, unknown>): DueRow => ({
    key: Object.fromEntries(keys.map((key) => [key, String(item[key])])),
    dueAt: Number(item[DUE_AT]),
  });

  return {
    async *pages(shard, now) {
      let start: Record<string, unknown> | undefined;
      let rows: readonly DueRow[] = [];
      do {
        const { Items = [], LastEvaluatedKey } = await pageAfter(shard, now, start);
        rows = [...rows, ...Items.map(rowOf)];
        start = LastEvaluatedKey;
        const last = rows.at(-1)?.dueAt;
        // More of the last moment may follow.
        const isWhole = start === undefined || rows.length >= ROWS_TOGETHER;
        const ready = isWhole ? rows : rows.filter(({ dueAt }) => dueAt !== last);
        if (ready.length > 0) yield ready;
        rows = isWhole ? [] : rows.slice(ready.length);
      } while (start !== undefined);
    },
    async countFailure(key) {
      const removal = dropOnFailure.length === 0 ? '' : ` REMOVE ${dropOnFailure.join(', ')}`;
      const { Attributes } = await update(key, {
        update: `ADD failures :one${removal}`,
        // A row that is gone must not come back as a row of nothing.
        condition: `attribute_exists(${keys[0]})`,
        values: { ':one': 1 },
      });
      return Number(Attributes?.failures ?? 1);
    },
    async leave(key, failures, now) {
      const left = update(key, {
        update: `REMOVE ${DUE_SHARD}, ${DUE_AT}, failures`,
        // Whoever moves a row on writes it without failures.
        condition: `failures >= :failures AND ${DUE_AT} <= :now`,
        values: { ':failures': failures, ':now': now },
      });
      await left.catch((error: unknown) => {
        if (!isConditionLost(error)) throw error;
      });
    },
  };
}

const isConditionLost = (error: unknown): boolean =>
  ((error as Error).cause as Error | undefined)?.name === 'ConditionalCheckFailedException';
