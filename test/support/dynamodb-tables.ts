import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DUE_AT, DUE_SHARD, TABLES, type TableName } from '../../lambdas/contract/tables.ts';
import { startDynamoDbLocal } from '../../local/boot/dynamodb-local.ts';
import { findJava } from '../../local/boot/find-java.ts';

/** DynamoDB Local with some of our tables, empty, under their short names. */
export interface RunningTables {
  readonly client: DynamoDBDocumentClient;
  stop(): Promise<void>;
}

/** Starts tables with a sparse index, for tests of what adapters say to DynamoDB. */
export async function startTables(tables: readonly TableName[]): Promise<RunningTables> {
  const server = await startDynamoDbLocal(await findJava(() => {}), undefined);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const endpoint = `http://127.0.0.1:${server.port}`;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'local', credentials }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  for (const table of tables) await createTable(client, table);
  return {
    client,
    stop: async () => {
      client.destroy();
      await server.stop();
    },
  };
}

async function createTable(client: DynamoDBDocumentClient, table: TableName): Promise<void> {
  const { partitionKey, sortKey, index } = { sortKey: undefined, index: 'due', ...TABLES[table] };
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: 'RANGE' as const }]),
      ],
      AttributeDefinitions: [
        { AttributeName: partitionKey, AttributeType: 'S' },
        ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, AttributeType: 'S' as const }]),
        { AttributeName: DUE_SHARD, AttributeType: 'N' },
        { AttributeName: DUE_AT, AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: index,
          KeySchema: [
            { AttributeName: DUE_SHARD, KeyType: 'HASH' },
            { AttributeName: DUE_AT, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
}
