import type { CallDynamoDb } from '../aws/dynamodb-caller.ts';
import type { TableModel } from '../template/local-model.ts';
import { StartError } from './start-error.ts';

/**
 * Creates the template's tables; those that DATA_DIR kept stay as they are.
 * @throws StartError when a kept table has other keys or indexes than the template's
 */
export async function createTables(call: CallDynamoDb, tables: readonly TableModel[]): Promise<void> {
  const { TableNames } = (await call('ListTables', {})) as { TableNames: string[] };
  for (const table of tables) {
    if (TableNames.includes(table.name)) await compare(call, table);
    else await createTable(call, table);
  }
}

export async function createTable(call: CallDynamoDb, table: TableModel): Promise<void> {
  await call('CreateTable', {
    TableName: table.name,
    AttributeDefinitions: table.attributes,
    KeySchema: table.keys,
    BillingMode: 'PAY_PER_REQUEST',
    ...(table.indexes.length > 0 && { GlobalSecondaryIndexes: table.indexes }),
    ...(table.streamView !== undefined && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamView },
    }),
  });
}

/** Empties a table by making it anew; its stream begins anew, too. */
export async function recreateTable(call: CallDynamoDb, table: TableModel): Promise<void> {
  await call('DeleteTable', { TableName: table.name });
  await createTable(call, table);
}

interface Described {
  readonly KeySchema: TableModel['keys'];
  readonly GlobalSecondaryIndexes?: TableModel['indexes'];
  readonly StreamSpecification?: { readonly StreamViewType?: string };
}

async function compare(call: CallDynamoDb, table: TableModel): Promise<void> {
  const { Table } = (await call('DescribeTable', { TableName: table.name })) as { Table: Described };
  const kept = shapeOf(
    Table.KeySchema,
    Table.GlobalSecondaryIndexes ?? [],
    Table.StreamSpecification?.StreamViewType,
  );
  if (kept === shapeOf(table.keys, table.indexes, table.streamView)) return;
  throw new StartError(
    `The table ${table.label} in DATA_DIR was made by another version of Maitred: start with a new DATA_DIR, or empty this one.`,
  );
}

function shapeOf(
  keys: TableModel['keys'],
  indexes: TableModel['indexes'],
  streamView: string | undefined,
): string {
  const sorted = [...indexes].sort((a, b) => (a.IndexName < b.IndexName ? -1 : 1));
  const keyText = (list: TableModel['keys']) =>
    list.map((key) => `${key.AttributeName} ${key.KeyType}`).join();
  return JSON.stringify([
    keyText(keys),
    sorted.map((index) => [index.IndexName, keyText(index.KeySchema)]),
    streamView,
  ]);
}
