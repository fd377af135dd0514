import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { CountedRow } from '../../domain/campaign/report/campaign-counts.ts';
import type { CountableDelivery } from '../../domain/campaign/report/count-delivery.ts';
import type { CountableJourney } from '../../domain/campaign/report/count-journey.ts';
import { BROADCASTS, TABLES } from '../contract/tables.ts';
import { fromAwsError } from './aws-error.ts';
import { decodeCounted } from './counted-row.ts';

/** The tables whose rows are counted, in the order in which they are gone through. */
export const COUNTED_TABLES = ['Journeys', 'Deliveries'] as const;
export type CountedTable = (typeof COUNTED_TABLES)[number];

/** A row's key. */
export type CountedKey = Readonly<Record<string, string>>;

export interface CountedPage {
  readonly rows: readonly CountedRow[];
  /** The key after which the next page begins; null: the table ends with this one. */
  readonly last: CountedKey | null;
}

export interface CountedScan {
  /** Reads what some rows count for, consistently: what was written before is seen. */
  readPage(table: CountedTable, after: CountedKey | null): Promise<CountedPage>;
}

/** What counts of a row; the rest is paid for in any case, and need not travel. */
const COUNTED: Readonly<Record<keyof CountableJourney | keyof CountableDelivery | 'deliveryId', true>> = {
  campaign: true,
  status: true,
  end: true,
  hasGoal: true,
  isHeldOut: true,
  arms: true,
  convertedAt: true,
  firstSendAt: true,
  deliveryId: true,
  step: true,
  variant: true,
  reason: true,
  wasUnknown: true,
};
const COUNTED_ATTRIBUTES = Object.keys(COUNTED);

/** All journeys and ledger rows, page by page. Throws UnavailableError where a retry may help. */
export function createCountedScan(options: {
  readonly client: DynamoDBDocumentClient;
  readonly tables: Readonly<Record<CountedTable, string>>;
}): CountedScan {
  const { client, tables } = options;
  return {
    async readPage(table, after) {
      const scan = new ScanCommand({
        TableName: tables[table],
        ConsistentRead: true,
        ProjectionExpression: [...COUNTED_ATTRIBUTES.keys()].map((index) => `#${index}`).join(', '),
        FilterExpression: '#key <> :broadcasts',
        ExpressionAttributeNames: {
          ...Object.fromEntries(COUNTED_ATTRIBUTES.map((name, index) => [`#${index}`, name])),
          '#key': TABLES[table].partitionKey,
        },
        ExpressionAttributeValues: { ':broadcasts': BROADCASTS },
        ...(after !== null && { ExclusiveStartKey: { ...after } }),
      });
      const { Items = [], LastEvaluatedKey } = await client.send(scan).catch((error: unknown) => {
        throw fromAwsError('scan what is counted', error);
      });
      return {
        rows: Items.map(decodeCounted),
        last: (LastEvaluatedKey as CountedKey | undefined) ?? null,
      };
    },
  };
}
