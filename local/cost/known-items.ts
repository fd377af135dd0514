import type { TableModel } from '../template/local-model.ts';
import { type Item, itemBytes } from './item-size.ts';

/** What is remembered of an item: enough to bill its next write. */
export interface KnownItem {
  readonly bytes: number;
  /** For each index in the table's order: the entry's key, or undefined where the item is not in it. */
  readonly indexKeys: readonly (string | undefined)[];
}

/** DynamoDB adds this to each item and to each entry of an index. */
const OVERHEAD_BYTES = 100;

/** Bytes that an item takes in its table and, by its keys alone, in the indexes; none if there is no item. */
export function storedBytes(item: KnownItem | undefined): number {
  if (item === undefined) return 0;
  const entries = item.indexKeys.flatMap((key) => (key === undefined ? [] : [Buffer.byteLength(key)]));
  return entries.reduce((sum, bytes) => sum + bytes + OVERHEAD_BYTES, item.bytes + OVERHEAD_BYTES);
}

const MOST_ITEMS = 200_000;

/** Remembers the items that functions wrote, because a write is billed by what was there before, too. */
export function createKnownItems(tables: readonly TableModel[]) {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const items = new Map<string, KnownItem>();
  const keyOf = (table: TableModel, item: Item) =>
    JSON.stringify([table.name, ...table.keys.map((key) => Object.values(item[key.AttributeName] ?? {})[0])]);
  return {
    tableOf: (name: string) => byName.get(name),
    get: (table: TableModel, item: Item) => items.get(keyOf(table, item)),
    describe: (table: TableModel, item: Item): KnownItem => ({
      bytes: itemBytes(item),
      indexKeys: table.indexes.map((index) => {
        const parts = index.KeySchema.map((key) => item[key.AttributeName]);
        return parts.includes(undefined) ? undefined : JSON.stringify(parts);
      }),
    }),
    set(table: TableModel, item: Item, known: KnownItem | undefined) {
      const key = keyOf(table, item);
      items.delete(key);
      if (known !== undefined) items.set(key, known);
      if (items.size > MOST_ITEMS) items.delete(items.keys().next().value ?? '');
    },
    clear: () => items.clear(),
  };
}

export type KnownItems = ReturnType<typeof createKnownItems>;
