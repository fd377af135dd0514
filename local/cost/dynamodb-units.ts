import type { TableModel } from '../template/local-model.ts';
import { type Item, itemBytes } from './item-size.ts';
import { type KnownItem, type KnownItems, storedBytes } from './known-items.ts';

/** Request units of one call on one table. */
export interface Units {
  readonly table: string;
  readonly read: number;
  readonly write: number;
  /** Units of the write that its indexes take. */
  readonly indexWrite: number;
  /** By how many bytes the table grew, its indexes too. */
  readonly stored: number;
}

/** Reads an item as it stands, unmetered: what an update made of it. */
export type Peek = (tableName: string, key: Item) => Promise<Item | undefined>;

type Parameters = Readonly<Record<string, unknown>>;

interface Operation {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
}

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;
const TRANSACTION_FACTOR = 2;

const writeUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
const readUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));

/**
 * Bills calls as AWS does: by item size and operation, indexes counted, transactions double, eventually consistent reads half.
 * DynamoDB Local's own figures are not used: it bills transactions once.
 */
export function createUnitModel(items: KnownItems, peek: Peek) {
  const writeOf = (
    table: TableModel,
    before: KnownItem | undefined,
    after: KnownItem | undefined,
    factor: number,
  ): Units => {
    const index = table.indexes.reduce((sum, _, position) => {
      const [was, is] = [before?.indexKeys[position], after?.indexKeys[position]];
      return was === is ? sum : sum + (was === undefined ? 0 : 1) + (is === undefined ? 0 : 1);
    }, 0);
    const own = writeUnits(Math.max(before?.bytes ?? 0, after?.bytes ?? 0));
    const stored = storedBytes(after) - storedBytes(before);
    return { table: table.label, read: 0, write: (own + index) * factor, indexWrite: index * factor, stored };
  };
  const put = (operation: Operation, succeeded: boolean, factor = 1): Units[] => {
    const table = items.tableOf(operation.TableName);
    if (table === undefined || operation.Item === undefined) return [];
    const before = items.get(table, operation.Item);
    const after = items.describe(table, operation.Item);
    if (!succeeded) return [writeOf(table, before, before, factor)];
    items.set(table, operation.Item, after);
    return [writeOf(table, before, after, factor)];
  };
  const change = async (operation: Operation, succeeded: boolean, factor = 1): Promise<Units[]> => {
    const table = items.tableOf(operation.TableName);
    if (table === undefined || operation.Key === undefined) return [];
    const before = items.get(table, operation.Key);
    if (!succeeded) return [writeOf(table, before, before, factor)];
    const image = await peek(operation.TableName, operation.Key);
    const after = image === undefined ? undefined : items.describe(table, image);
    items.set(table, operation.Key, after);
    return [writeOf(table, before, after, factor)];
  };
  const read = (tableName: string, bytes: number, factor: number): Units => ({
    table: items.tableOf(tableName)?.label ?? tableName,
    read: readUnits(bytes) * factor,
    write: 0,
    indexWrite: 0,
    stored: 0,
  });
  const consistency = (parameters: Parameters) => (parameters.ConsistentRead === true ? 1 : 0.5);

  const transactWrite = async (parameters: Parameters, succeeded: boolean): Promise<Units[]> => {
    const parts = parameters.TransactItems as Record<string, Operation>[];
    const units = parts.map(async (part): Promise<Units[]> => {
      const [kind = '', operation] = Object.entries(part)[0] ?? [];
      if (operation === undefined) return [];
      if (kind === 'Put') return put(operation, succeeded, TRANSACTION_FACTOR);
      return change(operation, succeeded && kind !== 'ConditionCheck', TRANSACTION_FACTOR);
    });
    return (await Promise.all(units)).flat();
  };
  const batchGet = (parameters: Parameters, answer: Parameters): Units[] => {
    const requests = parameters.RequestItems as Record<string, { Keys: Item[]; ConsistentRead?: boolean }>;
    const responses = (answer.Responses ?? {}) as Record<string, Item[]>;
    return Object.entries(requests).flatMap(([table, request]) => {
      const found = responses[table] ?? [];
      const factor = request.ConsistentRead === true ? 1 : 0.5;
      return request.Keys.map((_, position) =>
        read(table, found[position] ? itemBytes(found[position]) : 0, factor),
      );
    });
  };
  const batchWrite = async (parameters: Parameters): Promise<Units[]> => {
    const requests = parameters.RequestItems as Record<
      string,
      { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]
    >;
    const units = Object.entries(requests).flatMap(([TableName, list]) =>
      list.map(async (one) => {
        if (one.PutRequest) return put({ TableName, Item: one.PutRequest.Item }, true);
        return change({ TableName, Key: one.DeleteRequest?.Key ?? {} }, true);
      }),
    );
    return (await Promise.all(units)).flat();
  };
  const page = (parameters: Parameters, answer: Parameters): Units[] => {
    const found = (answer.Items ?? []) as Item[];
    const bytes = found.reduce((sum, item) => sum + itemBytes(item), 0);
    return [read(String(parameters.TableName), bytes, consistency(parameters))];
  };

  /** @param answer the parsed answer; empty when the call was refused */
  return async (
    action: string,
    parameters: Parameters,
    succeeded: boolean,
    answer: Parameters,
  ): Promise<Units[]> => {
    const operation = parameters as unknown as Operation;
    switch (action) {
      case 'PutItem':
        return put(operation, succeeded);
      case 'UpdateItem':
      case 'DeleteItem':
        return change(operation, succeeded);
      case 'GetItem':
        return [
          read(
            operation.TableName,
            answer.Item ? itemBytes(answer.Item as Item) : 0,
            consistency(parameters),
          ),
        ];
      case 'BatchGetItem':
        return batchGet(parameters, answer);
      case 'BatchWriteItem':
        return batchWrite(parameters);
      case 'TransactWriteItems':
        return transactWrite(parameters, succeeded);
      case 'Query':
      case 'Scan':
        return page(parameters, answer);
      default:
        return [];
    }
  };
}
