import { isGuestChannel } from '../../../domain/campaign/channel.ts';
import { requestAgain } from '../../../domain/campaign/delivery/request-again.ts';
import type { DeliveryKey } from '../../adapters/delivery-claim.ts';
import type { DueDependencies } from './due-dependencies.ts';

/**
 * Brings a message to its channel again whose ledger row is due. A webhook's row stays due until its channel takes it in hand,
 * so one that the queue lost is brought again. A guest's is due no more once the queue has it: whoever finds a message in other
 * hands takes it for lost, so it must not come every minute while the queue is long. In between it comes twice at most, and
 * one of the two finds it said.
 * @throws {MaitredError} retryable where the queue or the ledger is not available: the row stays due
 */
export async function bringMessageAgain(
  { deliveries, channelQueues, clock }: Pick<DueDependencies, 'deliveries' | 'channelQueues' | 'clock'>,
  key: DeliveryKey,
): Promise<void> {
  const delivery = await deliveries.read(key);
  if (delivery === undefined || delivery.channel === 'staff') return;
  const signal = requestAgain(delivery, clock());
  if (signal === undefined) return;
  await channelQueues[delivery.channel].send([{ detail: signal }]);
  if (isGuestChannel(delivery.channel)) await deliveries.handedOut(delivery);
}
