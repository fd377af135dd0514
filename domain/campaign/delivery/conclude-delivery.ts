import type { Channel } from '../channel.ts';
import type { DeliveryDecision } from './decide-delivery.ts';
import type { Delivery, DeliveryStatus, SuppressionReason } from './delivery.ts';

/** What came of a call to a provider. `why` is one sentence for the ledger, without personal data. */
export type SendOutcome =
  /** `why` tells of the part that failed, where a message goes to several places. */
  | { readonly kind: 'accepted'; readonly why?: string }
  /** It will never take this message. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It certainly did not take it, and may later: throttled, or not reached. */
  | { readonly kind: 'not accepted'; readonly why: string }
  /** It may or may not have taken it. */
  | { readonly kind: 'unknown'; readonly why: string };

/** What the ledger says after an attempt. */
export interface Conclusion {
  readonly status: DeliveryStatus;
  readonly why: string | null;
  /** What suppressed it. */
  readonly reason?: SuppressionReason;
  /** When due hands it out again; null: never. */
  readonly dueAt: number | null;
  /** `queue`: the queue that brought it must bring it again. */
  readonly retry: 'none' | 'queue' | 'due';
  /** It was tried as often as it may be: keep it for redrive. */
  readonly isGivenUp: boolean;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A webhook is in one pair of hands this long: longer than its call may take. */
const WEBHOOK_LEASE_MILLISECONDS = MINUTE;

/** Who gets an answer after all says so, even if somebody has taken it for lost meanwhile. */
export const IN_HAND: readonly DeliveryStatus[] = ['sending', 'unknown'];

/** How long a message stays in the hands of who took it, before it may be taken from them; undefined: for good. */
export function leaseMillisecondsOf(channel: Channel): number | undefined {
  return channel === 'webhook' ? WEBHOOK_LEASE_MILLISECONDS : undefined;
}

/** Between the attempts of a webhook: the schedule that Standard Webhooks recommends. */
export const WEBHOOK_RETRIES_MILLISECONDS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
];

/** Writes down what came of an attempt; `delivery.attempts` counts the one that was just made. */
export function concludeDelivery(delivery: Delivery, outcome: SendOutcome, now: number): Conclusion {
  if (outcome.kind === 'accepted') return conclusion('sent', outcome.why ?? null);
  if (outcome.kind === 'refused') return conclusion('failed', outcome.why);
  if (delivery.channel === 'webhook') return concludeWebhook(delivery, outcome.why, now);
  if (outcome.kind === 'unknown') return conclusion('unknown', outcome.why);
  return { ...conclusion('requested', outcome.why), retry: 'queue' };
}

function concludeWebhook(delivery: Delivery, why: string, now: number): Conclusion {
  const pause = WEBHOOK_RETRIES_MILLISECONDS[delivery.attempts - 1];
  if (pause === undefined) {
    return {
      ...conclusion('failed', `given up after ${delivery.attempts} attempts: ${why}`),
      isGivenUp: true,
    };
  }
  return { ...conclusion('requested', why), dueAt: now + pause, retry: 'due' };
}

/**
 * The provider was not called. What a later try may mend, or a mended deployment, is requested again; what can never be made
 * has failed.
 */
export function concludeUncalled(why: string, mayMend: boolean): Conclusion {
  return conclusion(mayMend ? 'requested' : 'failed', why);
}

/** It does not leave now: it is over, or came in the quiet hours, and due brings it to its channel again once they are over. */
export function concludeDecided(
  decision: Exclude<DeliveryDecision, { kind: 'send' | 'nothing' }>,
): Conclusion {
  if (decision.kind === 'hold')
    return { ...conclusion('requested', decision.why), dueAt: decision.until, retry: 'due' };
  const { status, why, reason } = decision;
  return { ...conclusion(status, why), ...(reason !== undefined && { reason }) };
}

function conclusion(status: DeliveryStatus, why: string | null): Conclusion {
  return { status, why, dueAt: null, retry: 'none', isGivenUp: false };
}

/**
 * Joins what came of sending one message to several places: it counts as accepted as soon as one took it, so that nobody
 * gets it twice, and the failures are told.
 */
export function joinOutcomes(outcomes: readonly SendOutcome[]): SendOutcome {
  const failures = outcomes.flatMap((outcome) => (outcome.why === undefined ? [] : [outcome.why]));
  const why = [...new Set(failures)].join('; ');
  const has = (kind: SendOutcome['kind']) => outcomes.some((outcome) => outcome.kind === kind);
  if (has('accepted')) return why === '' ? { kind: 'accepted' } : { kind: 'accepted', why };
  if (has('unknown')) return { kind: 'unknown', why };
  if (has('not accepted')) return { kind: 'not accepted', why };
  return { kind: 'refused', why: why === '' ? 'there is nowhere to send it' : why };
}
