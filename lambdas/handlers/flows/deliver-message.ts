import type { Channel } from '../../../domain/campaign/channel.ts';
import { hasNotLeft } from '../../../domain/campaign/contacts/give-back-send.ts';
import {
  type Conclusion,
  concludeDecided,
  concludeDelivery,
  concludeUncalled,
  IN_HAND,
  leaseMillisecondsOf,
  type SendOutcome,
} from '../../../domain/campaign/delivery/conclude-delivery.ts';
import type { Claim } from '../../../domain/campaign/delivery/decide-delivery.ts';
import type { Delivery, DeliveryStatus } from '../../../domain/campaign/delivery/delivery.ts';
import type { Message, MessageOrigin } from '../../../domain/campaign/delivery/message.ts';
import { MaitredError, UnavailableError } from '../../../domain/error/maitred-error.ts';
import { traceOf } from '../../../domain/event/trace.ts';
import type { MessageRequested } from '../../../domain/profile/signal.ts';
import type { DeliveryStore } from '../../adapters/delivery-store.ts';
import type { QuarantineStore } from '../../adapters/quarantine-store.ts';
import { isPoison } from '../../runtime/is-poison.ts';
import { logger } from '../../runtime/logger.ts';
import type { WriteMetrics } from '../../runtime/metrics-writer.ts';
import { type GiveBackDependencies, giveBack } from './give-back.ts';
import { measureDelivery } from './measure-delivery.ts';
import { type PrepareDependencies, prepareMessage, readMaterial } from './prepare-message.ts';

export interface DeliverDependencies extends PrepareDependencies, GiveBackDependencies {
  readonly profiles: GiveBackDependencies['profiles'];
  readonly playbook: PrepareDependencies['playbook'] & GiveBackDependencies['playbook'];
  readonly channel: Channel;
  readonly deliveries: Pick<DeliveryStore, 'claim' | 'conclude' | 'read'>;
  /** Calls the provider; whatever it throws was thrown before that call. */
  readonly send: (message: Message, origin: MessageOrigin) => Promise<SendOutcome>;
  readonly quarantine: Pick<QuarantineStore, 'put'>;
  readonly newId: () => string;
  readonly writeMetrics: WriteMetrics;
}

/**
 * Delivers one requested message: takes its ledger row in hand while it reads the rest, asks consent once more, renders,
 * sends, and writes what came of it. Before the provider is called the calls to AWS go side by side.
 * @throws {MaitredError} not poison where the provider certainly took nothing and the queue must bring it again
 */
export async function deliverMessage(
  dependencies: DeliverDependencies,
  signal: MessageRequested,
): Promise<void> {
  const key = { profileId: signal.deliveryProfileId, deliveryId: signal.deliveryId };
  const [claimed, read] = await Promise.allSettled([
    dependencies.deliveries.claim(key, claimRequest(dependencies)),
    readMaterial(dependencies, signal),
  ]);
  if (claimed.status === 'rejected') throw claimed.reason;
  const claim = claimed.value;
  let outcome: SendOutcome;
  try {
    if (read.status === 'rejected') throw read.reason;
    const prepared = await prepareMessage(dependencies, claim, read.value);
    // Whoever had it before may have stopped between the two.
    if (prepared.kind === 'nothing') return await settleCaps(dependencies, claim, claim.delivery.status);
    if (prepared.kind !== 'send')
      return await write(dependencies, claim, concludeDecided(prepared), ['sending']);
    outcome = await dependencies.send(prepared.message, originOf(claim.delivery, prepared.profileId));
  } catch (error) {
    return settleThrown(dependencies, claim, error);
  }
  await settleOutcome(dependencies, claim, outcome, signal);
}

function claimRequest({ channel, clock, newId }: DeliverDependencies) {
  const leaseMilliseconds = leaseMillisecondsOf(channel);
  return { claimId: newId(), now: clock(), ...(leaseMilliseconds !== undefined && { leaseMilliseconds }) };
}

function originOf(delivery: Delivery, profileId: string): MessageOrigin {
  const { profileId: deliveryProfileId, deliveryId, campaign, step } = delivery;
  return { profileId, deliveryProfileId, deliveryId, campaign, step };
}

async function settleOutcome(
  dependencies: DeliverDependencies,
  claim: Claim,
  outcome: SendOutcome,
  signal: MessageRequested,
): Promise<void> {
  const { delivery } = claim;
  const conclusion = concludeDelivery(delivery, outcome, dependencies.clock());
  await write(dependencies, claim, conclusion, IN_HAND);
  if (conclusion.isGivenUp) await quarantine(dependencies, delivery, conclusion, signal);
  if (conclusion.retry === 'queue') throw new UnavailableError(conclusion.why ?? 'the provider');
}

/** The provider was not called. A failure that nobody foresaw is also quarantined, by being thrown on. */
async function settleThrown(dependencies: DeliverDependencies, claim: Claim, error: unknown): Promise<void> {
  const isForeseen = error instanceof MaitredError;
  if (claim.kind === 'claimed') {
    const isLater = !isPoison(error);
    const why = isForeseen ? error.message : `internal error (${String((error as Error)?.name)})`;
    await write(dependencies, claim, concludeUncalled(why, isLater), IN_HAND);
    if (isForeseen && !isLater) return;
  }
  throw error;
}

async function write(
  dependencies: DeliverDependencies,
  claim: Claim,
  conclusion: Conclusion,
  from: readonly DeliveryStatus[],
): Promise<void> {
  const { deliveries, channel, clock, writeMetrics } = dependencies;
  const { profileId, deliveryId, campaign } = claim.delivery;
  const { status, why, reason } = conclusion;
  const isWritten = await deliveries.conclude(claim, conclusion, from);
  const about = { channel, campaign, profileId, deliveryId, ...traceOf(claim.delivery) };
  logger.info('delivery', { ...about, status, why, reason, isWritten });
  if (!isWritten) return;
  measureDelivery(writeMetrics, claim.delivery, status, clock());
  await settleCaps(dependencies, claim, status);
}

/** What is known not to have left uses up no cap, and was not sent. */
async function settleCaps(
  dependencies: DeliverDependencies,
  { delivery }: Claim,
  status: DeliveryStatus,
): Promise<void> {
  if (hasNotLeft(delivery, status)) await giveBack(dependencies, delivery);
}

async function quarantine(
  dependencies: DeliverDependencies,
  delivery: Delivery,
  conclusion: Conclusion,
  signal: MessageRequested,
): Promise<void> {
  await dependencies.quarantine.put({
    function: dependencies.channel,
    at: delivery.at,
    id: `${delivery.profileId}#${delivery.deliveryId}`,
    payload: JSON.stringify({ detail: signal }),
    reason: conclusion.why ?? 'given up',
  });
}
