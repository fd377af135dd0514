import type { Delivery } from '../../domain/campaign/delivery/delivery.ts';
import { DUE_AT, DUE_SHARD } from '../contract/tables.ts';
import { dueShardOf } from './due-shard.ts';

type Item = Record<string, unknown>;

/** The item of the Deliveries table. A webhook that must be tried again is in the index `due`. */
export function encodeDelivery(delivery: Delivery): Item {
  const { dueAt, ...rest } = delivery;
  return { ...rest, ...dueAttributes(delivery.profileId, dueAt) };
}

/** A ledger row, from its item. */
export function decodeDelivery(item: Item): Delivery {
  const { [DUE_SHARD]: _shard, [DUE_AT]: dueAt, failures: _failures, claimId: _claim, ...rest } = item;
  return { ...(rest as unknown as Delivery), dueAt: typeof dueAt === 'number' ? dueAt : null };
}

function dueAttributes(profileId: string, dueAt: number | null): Item {
  return dueAt === null ? {} : { [DUE_SHARD]: dueShardOf(profileId), [DUE_AT]: dueAt };
}
