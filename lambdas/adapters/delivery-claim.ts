import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Conclusion } from '../../domain/campaign/delivery/conclude-delivery.ts';
import type { Claim } from '../../domain/campaign/delivery/decide-delivery.ts';
import type { Delivery, DeliveryStatus } from '../../domain/campaign/delivery/delivery.ts';
import { DUE_AT, DUE_SHARD } from '../contract/tables.ts';
import { dueShardOf } from './due-shard.ts';

export interface DeliveryKey {
  readonly profileId: string;
  readonly deliveryId: string;
}

export interface ClaimRequest {
  /** Told by whoever claims, new for each try: by it a claim whose answer was lost is known again. */
  readonly claimId: string;
  readonly now: number;
  /**
   * For channels that may send twice under the same id: a row that is `sending` is taken back once it has been in somebody's
   * hands this long, and due hands it out again then.
   */
  readonly leaseMilliseconds?: number;
}

type Update = Omit<UpdateCommandInput, 'TableName'>;

/** The update that takes a row in hand. */
export function claimUpdate(key: DeliveryKey, request: ClaimRequest): Update {
  const { leaseMilliseconds, claimId, now } = request;
  const common = {
    Key: { ...key },
    ReturnValues: 'ALL_NEW',
    ExpressionAttributeNames: { '#status': 'status' },
  } as const;
  const values = { ':sending': 'sending', ':requested': 'requested', ':claim': claimId, ':one': 1 };
  if (leaseMilliseconds === undefined) {
    return {
      ...common,
      // One that was held is due no more: what comes of it says when it is again.
      UpdateExpression: `SET #status = :sending, claimId = :claim REMOVE ${DUE_SHARD}, ${DUE_AT} ADD attempts :one`,
      ConditionExpression: '#status = :requested',
      ExpressionAttributeValues: values,
    };
  }
  return {
    ...common,
    UpdateExpression: `SET #status = :sending, claimId = :claim, ${DUE_SHARD} = :shard, ${DUE_AT} = :lease ADD attempts :one`,
    ConditionExpression: `#status IN (:requested, :sending) AND (attribute_not_exists(${DUE_AT}) OR ${DUE_AT} <= :now)`,
    ExpressionAttributeValues: {
      ...values,
      ':shard': dueShardOf(key.profileId),
      ':lease': now + leaseMilliseconds,
      ':now': now,
    },
  };
}

/**
 * The update that takes a row out of what is due, once the queue of its channel has it: only as it was read. Whoever has
 * taken it in hand since has left it otherwise, and may have put it back for later.
 */
export function handedOutUpdate({ profileId, deliveryId, dueAt, attempts }: Delivery): Update {
  return {
    Key: { profileId, deliveryId },
    UpdateExpression: `REMOVE ${DUE_SHARD}, ${DUE_AT}, failures`,
    ConditionExpression: `#status = :requested AND ${DUE_AT} = :dueAt AND attempts = :attempts`,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':requested': 'requested', ':dueAt': dueAt, ':attempts': attempts },
  };
}

/** The update that writes what came of it; made twice, it does not undo what somebody else did in between. */
export function concludeUpdate(
  { delivery, claimId }: Claim,
  conclusion: Conclusion,
  from: readonly DeliveryStatus[],
): Update {
  const { dueAt, status, why, reason } = conclusion;
  const { profileId, deliveryId } = delivery;
  const setReason = reason === undefined ? '' : ', #reason = :reason';
  const isUnknown = status === 'unknown';
  const set = `SET #status = :status, #why = :why${setReason}${isUnknown ? ', wasUnknown = :true' : ''}`;
  const before = Object.fromEntries(from.map((allowed, index) => [`:from${index}`, allowed]));
  return {
    Key: { profileId, deliveryId },
    UpdateExpression:
      dueAt === null
        ? `${set} REMOVE ${DUE_SHARD}, ${DUE_AT}, failures`
        : `${set}, ${DUE_SHARD} = :shard, ${DUE_AT} = :dueAt REMOVE failures`,
    ConditionExpression: `claimId = :claim AND #status IN (${Object.keys(before).join(', ')})`,
    ExpressionAttributeNames: {
      '#status': 'status',
      '#why': 'why',
      ...(reason === undefined ? {} : { '#reason': 'reason' }),
    },
    ExpressionAttributeValues: {
      ...before,
      ...(reason === undefined ? {} : { ':reason': reason }),
      ...(isUnknown ? { ':true': true } : {}),
      ':claim': claimId,
      ':status': status,
      ':why': why,
      ...(dueAt === null ? {} : { ':shard': dueShardOf(profileId), ':dueAt': dueAt }),
    },
  };
}
