import {
  type DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import {
  addCounts,
  type CampaignCounts,
  type CountsByCampaign,
} from '../../domain/campaign/report/campaign-counts.ts';
import { CONFIG_KINDS, SWEEP_ID } from '../contract/config-kinds.ts';
import { fromAwsError } from './aws-error.ts';
import { type CounterChange, changesOf, updateOf } from './counter-update.ts';

/** Counters of a transaction: with a row for each it holds as many as a transaction may. */
const COUNTERS_A_TRANSACTION = 100;

export interface CampaignCountStore {
  /**
   * Adds to the counters.
   * @param batch names what is added, in 32 characters at most: within ten minutes it is added once, however often it is told
   * @throws {MaitredError} retryable where all must be told again
   */
  add(changes: CountsByCampaign, batch: string): Promise<void>;
  /** The sums of one campaign's counters, as they were a moment ago. */
  read(campaign: string): Promise<CampaignCounts>;
  /** Of all campaigns, read consistently. */
  readAll(): Promise<CountsByCampaign>;
}

interface CountTable {
  readonly client: DynamoDBDocumentClient;
  readonly configTable: string;
}

/** A campaign's counters, in rows of the Config table that are added up, so that one of them is no bottleneck. */
export function createCampaignCountStore(table: CountTable): CampaignCountStore {
  return {
    async add(changes, batch) {
      const all = changesOf(changes);
      for (let from = 0; from < all.length; from += COUNTERS_A_TRANSACTION) {
        const some = all.slice(from, from + COUNTERS_A_TRANSACTION);
        await write(table, { some, batch, ordinal: from / COUNTERS_A_TRANSACTION });
      }
    },
    async read(campaign) {
      const sums = await readSums(table, { startingWith: `${campaign}#`, isConsistent: false });
      return sums.get(campaign) ?? {};
    },
    readAll: () => readSums(table, { isConsistent: true }),
  };
}

/** A token makes DynamoDB take the same transaction once within ten minutes. */
async function write(
  { client, configTable }: CountTable,
  { some, batch, ordinal }: { some: readonly CounterChange[]; batch: string; ordinal: number },
): Promise<void> {
  const input: TransactWriteCommandInput = {
    ClientRequestToken: `${batch}-${ordinal}`,
    TransactItems: updatesOf(configTable, some, batch),
  };
  try {
    await client.send(new TransactWriteCommand(input));
  } catch (error) {
    throw fromAwsError('count for campaigns', error);
  }
}

function updatesOf(configTable: string, changes: readonly CounterChange[], batch: string) {
  const byCampaign = Map.groupBy(changes, ({ campaign }) => campaign);
  return [...byCampaign].map(([campaign, some]) => ({
    Update: updateOf(configTable, { campaign, changes: some, by: batch }),
  }));
}

async function readSums(
  { client, configTable: TableName }: CountTable,
  { startingWith, isConsistent }: { readonly startingWith?: string; readonly isConsistent: boolean },
): Promise<CountsByCampaign> {
  const rows: CountsByCampaign[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client
      .send(
        new QueryCommand({
          TableName,
          ConsistentRead: isConsistent,
          KeyConditionExpression: `kind = :kind${startingWith === undefined ? '' : ' AND begins_with(id, :start)'}`,
          ExpressionAttributeValues: {
            ':kind': CONFIG_KINDS.campaignCount,
            ...(startingWith !== undefined && { ':start': startingWith }),
          },
          ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
        }),
      )
      .catch((error: unknown) => {
        throw fromAwsError('read what campaigns count', error);
      });
    rows.push(...(page.Items ?? []).filter(({ id }) => id !== SWEEP_ID).map(decode));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return addCounts(...rows);
}

function decode({ kind: _kind, id, ...counts }: Record<string, unknown>): CountsByCampaign {
  const campaign = String(id).slice(0, String(id).lastIndexOf('#'));
  return new Map([[campaign, counts as Record<string, number>]]);
}
