import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { fromAwsError } from './aws-error.ts';

/** As many rows as one answer of the API holds. */
export const NEWEST_ROWS = 1_000;

/**
 * Reads all that lies under a profile's id, consistently, and keeps the newest: keys are not in the order of time, so which
 * those are is known at the last page alone.
 * @returns newest first, at most `limit`
 * @throws {UnavailableError} where a retry may help
 */
export async function listNewest<Row>(
  client: DynamoDBDocumentClient,
  query: {
    readonly table: string;
    readonly profileId: string;
    readonly decode: (item: Record<string, unknown>) => Row;
    readonly timeOf: (row: Row) => number;
    readonly limit: number;
  },
): Promise<readonly Row[]> {
  const { decode, timeOf, limit } = query;
  let rows: Row[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await readPage(client, query, start);
    rows = newest([...rows, ...Items.map(decode)], timeOf, limit);
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return rows;
}

function newest<Row>(rows: readonly Row[], timeOf: (row: Row) => number, limit: number): Row[] {
  return rows.toSorted((one, other) => timeOf(other) - timeOf(one)).slice(0, limit);
}

function readPage(
  client: DynamoDBDocumentClient,
  { table, profileId }: { readonly table: string; readonly profileId: string },
  start: Record<string, unknown> | undefined,
) {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'profileId = :profile',
    ExpressionAttributeValues: { ':profile': profileId },
    ConsistentRead: true,
    ...(start === undefined ? {} : { ExclusiveStartKey: start }),
  });
  return client.send(query).catch((error: unknown) => {
    throw fromAwsError(`read ${table}`, error);
  });
}
