import { DUE_AT, DUE_SHARD } from '../../lambdas/contract/tables.ts';
import type { CallDynamoDb } from '../aws/dynamodb-caller.ts';
import type { Item } from '../cost/item-size.ts';
import type { TableModel } from '../template/local-model.ts';

export interface DueHead {
  readonly table: string;
  readonly dueAt: number;
}

interface Page {
  readonly Items?: readonly Item[];
  readonly LastEvaluatedKey?: Item;
}

/** The earliest moment at which something of any table is due; undefined when nothing is. */
export async function nextDue(
  call: CallDynamoDb,
  tables: readonly TableModel[],
): Promise<DueHead | undefined> {
  const heads = await Promise.all(tables.map((table) => headOf(call, table)));
  return heads.flat().sort((a, b) => a.dueAt - b.dueAt)[0];
}

async function headOf(call: CallDynamoDb, table: TableModel): Promise<DueHead[]> {
  const index = table.indexes.find(({ KeySchema }) =>
    [DUE_SHARD, DUE_AT].every((name, position) => KeySchema[position]?.AttributeName === name),
  );
  if (index === undefined) return [];
  let earliest = Number.POSITIVE_INFINITY;
  let start: Item | undefined;
  do {
    const page = (await call('Scan', {
      TableName: table.name,
      IndexName: index.IndexName,
      ProjectionExpression: DUE_AT,
      ...(start !== undefined && { ExclusiveStartKey: start }),
    })) as Page;
    for (const item of page.Items ?? []) earliest = Math.min(earliest, Number(item[DUE_AT]?.N));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return Number.isFinite(earliest) ? [{ table: table.label, dueAt: earliest }] : [];
}
