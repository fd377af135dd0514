import { createHash } from 'node:crypto';
import { DUE_SHARDS } from '../contract/tables.ts';

/** The shard of the sparse `wake` and `due` indexes under which a row's due time lies: a hash of its partition key. */
export function dueShardOf(partitionKey: string): number {
  return createHash('sha256').update(partitionKey).digest().readUInt16BE(0) % DUE_SHARDS;
}
