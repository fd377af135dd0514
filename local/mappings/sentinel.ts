import { randomUUID } from 'node:crypto';
import type { CallDynamoDb } from '../aws/dynamodb-caller.ts';
import type { Item } from '../cost/item-size.ts';
import type { TableModel } from '../template/local-model.ts';
import type { StreamRecord } from './stream-record.ts';

const MARK = 'local-settle#';

/**
 * Writes a mark into a table and takes it out again. A stream is in order, so a mapping that has met the mark has handled all
 * that was written before it: the only sure way to know that a stream is at its tip.
 * @returns the mark
 */
export async function writeSentinel(call: CallDynamoDb, table: TableModel): Promise<string> {
  const mark = MARK + randomUUID();
  const key = Object.fromEntries(table.keys.map(({ AttributeName }) => [AttributeName, { S: mark }]));
  await call('PutItem', { TableName: table.name, Item: key });
  await call('DeleteItem', { TableName: table.name, Key: key });
  return mark;
}

/** The mark that a record carries, if it is one: functions never see it. */
export function sentinelOf(record: StreamRecord): string | undefined {
  const [value] = Object.values(record.dynamodb.Keys as Item);
  const text = value?.S;
  return typeof text === 'string' && text.startsWith(MARK) ? text : undefined;
}
