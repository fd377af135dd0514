import { DUE_AT, DUE_SHARD, TABLES, type TableName } from '../../../lambdas/contract/tables.ts';
import { validationError } from './aws-failures.ts';
import { orderOf } from './evaluate-expression.ts';
import { copyValue, type Item, requireFittingItem } from './item-values.ts';

/** Told of every change of an item, in the order in which they were made. */
export type WriteListener = (after: Item | undefined, before: Item | undefined) => void;

/** One table: items by their keys. What is handed in and out is copied, so nobody shares an item with it. */
export class SimulatedTable {
  readonly name: TableName;
  readonly keyNames: readonly string[];
  readonly #partitions = new Map<string, Map<string, Item>>();
  readonly #due = new Map<number, Map<string, Item>>();
  readonly #listeners: WriteListener[] = [];

  #newest: { readonly key: string; readonly before: Item | undefined } | undefined;

  constructor(name: TableName) {
    this.name = name;
    const { partitionKey, sortKey } = { sortKey: undefined, ...TABLES[name] };
    this.keyNames = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  }

  onWrite(listener: WriteListener): void {
    this.#listeners.push(listener);
  }

  /** The item itself: for judging, never to be handed out. @throws ValidationException for a key that is none */
  find(key: Item): Item | undefined {
    const [partition, sort] = this.#keysOf(key);
    return this.#partitions.get(partition)?.get(sort);
  }

  /** The item as a replica has it that misses the newest write of all. */
  findLagging(key: Item): Item | undefined {
    const isNewest = this.#newest !== undefined && textOf(this.keyOf(key)) === this.#newest.key;
    return isNewest ? this.#newest?.before : this.find(key);
  }

  put(item: Item): void {
    const after = copyValue(item);
    requireFittingItem(after);
    const [partition, sort] = this.#keysOf(after);
    const items = this.#partitions.get(partition) ?? new Map<string, Item>();
    const before = items.get(sort);
    items.set(sort, after);
    this.#partitions.set(partition, items);
    this.#note(after, before);
  }

  delete(key: Item): void {
    const [partition, sort] = this.#keysOf(key);
    const before = this.#partitions.get(partition)?.get(sort);
    if (before === undefined) return;
    this.#partitions.get(partition)?.delete(sort);
    this.#note(undefined, before);
  }

  /** All items of a partition, in the order of their sort keys. */
  partition(key: string): Item[] {
    const items = [...(this.#partitions.get(key)?.entries() ?? [])];
    return items.sort(([a], [b]) => orderOf(a, b) ?? 0).map(([, item]) => item);
  }

  /** All items, in the order of their keys: real tables have another, which nothing may depend on. */
  all(): Item[] {
    const partitions = [...this.#partitions.keys()].sort((a, b) => orderOf(a, b) ?? 0);
    return partitions.flatMap((partition) => this.partition(partition));
  }

  /** What the sparse index holds of a shard, earliest first: keys alone. */
  due(shard: number): Item[] {
    const rows = [...(this.#due.get(shard)?.values() ?? [])];
    return rows
      .map((item) => this.indexKeyOf(item))
      .sort((a, b) => Number(a[DUE_AT]) - Number(b[DUE_AT]) || (textOf(a) < textOf(b) ? -1 : 1));
  }

  /** When the earliest of all its due rows is due; undefined where none is. */
  earliestDue(): number | undefined {
    let earliest: number | undefined;
    for (const rows of this.#due.values())
      for (const item of rows.values())
        earliest = Math.min(earliest ?? Number.POSITIVE_INFINITY, Number(item[DUE_AT]));
    return earliest;
  }

  indexKeyOf(item: Item): Item {
    return { ...this.keyOf(item), [DUE_SHARD]: item[DUE_SHARD], [DUE_AT]: item[DUE_AT] };
  }

  keyOf(item: Item): Item {
    return Object.fromEntries(this.keyNames.map((name) => [name, item[name]]));
  }

  #keysOf(item: Item): [string, string] {
    const [partition, sort] = this.keyNames.map((name) => item[name]);
    for (const key of this.keyNames.length === 1 ? [partition] : [partition, sort])
      if (typeof key !== 'string' || key === '')
        throw validationError(`a key of ${this.name} is ${JSON.stringify(key)}`);
    return [partition as string, (sort as string | undefined) ?? ''];
  }

  #note(after: Item | undefined, before: Item | undefined): void {
    this.#newest = { key: textOf(this.keyOf(after ?? before ?? {})), before };
    this.#index(before, (rows, key) => rows.delete(key));
    this.#index(after, (rows, key, item) => rows.set(key, item));
    for (const listener of this.#listeners) listener(after, before);
  }

  #index(
    item: Item | undefined,
    change: (rows: Map<string, Item>, key: string, item: Item) => unknown,
  ): void {
    const shard = item?.[DUE_SHARD];
    if (item === undefined || typeof shard !== 'number' || typeof item[DUE_AT] !== 'number') return;
    const rows = this.#due.get(shard) ?? new Map<string, Item>();
    this.#due.set(shard, rows);
    change(rows, textOf(this.keyOf(item)), item);
  }
}

const textOf = (key: Item): string => JSON.stringify(key);
