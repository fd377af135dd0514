import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { CountsByCampaign } from '../../domain/campaign/report/campaign-counts.ts';
import { CONFIG_KINDS, SWEEP_ID } from '../contract/config-kinds.ts';
import { fromAwsError } from './aws-error.ts';
import type { CountedKey, CountedTable } from './counted-scan.ts';
import { type CounterChange, updateOf } from './counter-update.ts';

/** How far a sweep has come. */
export interface Sweep {
  readonly id: string;
  /** Counts writes; every write is conditional on it. */
  readonly revision: number;
  /** Walking over the rows; waiting until all that it saw is counted; done. */
  readonly phase: 'walking' | 'settling' | 'done';
  readonly table: CountedTable;
  /** The row after which the next page begins; null: at the table's beginning. */
  readonly after: CountedKey | null;
  /** How many rows were walked over. */
  readonly rows: number;
  /** The counters before the walk. */
  readonly before: CountsByCampaign;
  readonly sums: CountsByCampaign;
  /** When the walk ended, in milliseconds since the epoch; null: it has not. */
  readonly walkedAt: number | null;
  /** What was added to counters. */
  readonly mended: readonly CounterChange[];
  /** Counters that another sweep must mend: one transaction holds no more. */
  readonly left: number;
}

/** Counters that one transaction mends, with the sweep itself: each may be of a campaign of its own. */
export const COUNTERS_MENDED_AT_ONCE = 99;

export interface SweepStore {
  /** The sweep that was begun last, read consistently. */
  read(): Promise<Sweep | undefined>;
  /**
   * Writes how far it has come and, in the same transaction, what it adds to counters. Revision 1 begins, whatever was there.
   * @throws {VersionConflictError} where somebody else wrote it first
   */
  write(sweep: Sweep, mending?: readonly CounterChange[]): Promise<void>;
}

/** Among the counters, so that one right is for all that a transaction writes; no campaign's id begins so. */
const KEY = { kind: CONFIG_KINDS.campaignCount, id: SWEEP_ID };

/** One row of the Config table. Sums are deflated: of many campaigns they are larger than a row may be. */
export function createSweepStore(options: {
  readonly client: DynamoDBDocumentClient;
  readonly configTable: string;
}): SweepStore {
  const { client, configTable: TableName } = options;
  return {
    async read() {
      const get = new GetCommand({ TableName, Key: KEY, ConsistentRead: true });
      const { Item } = await client.send(get).catch((error: unknown) => {
        throw fromAwsError('read the sweep', error);
      });
      return Item === undefined ? undefined : unpack(Item.packed as Uint8Array);
    },
    async write(sweep, mending = []) {
      const { revision } = sweep;
      const condition = {
        ConditionExpression: 'revision = :before',
        ExpressionAttributeValues: { ':before': revision - 1 },
      };
      const Item = { ...KEY, revision, packed: pack(sweep) };
      const put = { Put: { TableName, Item, ...(revision > 1 && condition) } };
      const byCampaign = [...Map.groupBy(mending, ({ campaign }) => campaign)];
      const updates = byCampaign.map(([campaign, changes]) => ({
        Update: updateOf(TableName, { campaign, changes, by: sweep.id }),
      }));
      try {
        await client.send(new TransactWriteCommand({ TransactItems: [put, ...updates] }));
      } catch (error) {
        throw fromAwsError('the sweep', error);
      }
    },
  };
}

function pack({ before, sums, ...rest }: Sweep): Uint8Array {
  return deflateRawSync(JSON.stringify({ ...rest, before: [...before], sums: [...sums] }));
}

function unpack(packed: Uint8Array): Sweep {
  const { before, sums, ...rest } = JSON.parse(inflateRawSync(packed).toString());
  return { ...rest, before: new Map(before), sums: new Map(sums) };
}
