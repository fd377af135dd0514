import type { PartitionKeyOf } from '../../local/rights/leading-keys.ts';
import { readTables } from '../../local/template/read-storage.ts';
import type { ReadResources } from '../../local/template/resource-reader.ts';

/** The names of the partition keys of a template's tables. */
export function partitionKeysOf(read: ReadResources): PartitionKeyOf {
  const names = new Map(
    readTables(read).map(({ name, keys }) => [
      name,
      keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName,
    ]),
  );
  return (tableName) => names.get(tableName);
}
