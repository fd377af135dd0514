import { traceOf } from '../../event/trace.ts';
import type { MessageRequested } from '../../profile/signal.ts';
import type { Delivery } from './delivery.ts';

/**
 * The signal that brings a ledger row to its channel once more: a message that came in the quiet hours, or a webhook whose next
 * attempt is due, or that was in the hands of a function that stopped.
 * @returns undefined if there is nothing to bring: it is over, or its time has not come
 */
export function requestAgain(delivery: Delivery, now: number): MessageRequested | undefined {
  const { profileId, deliveryId, channel, campaign, status, dueAt, attempts, event } = delivery;
  const isUnderWay = status === 'requested' || status === 'sending';
  if (!isUnderWay || dueAt === null || dueAt > now) return undefined;
  return {
    id: `${profileId}-${deliveryId}-${attempts}`,
    v: 1,
    type: 'Message Requested',
    profileId,
    at: now,
    channel,
    campaign,
    deliveryProfileId: profileId,
    deliveryId,
    ...(event === undefined ? {} : { event }),
    ...traceOf(delivery),
  };
}
