import type { Delivery, DeliveryStatus } from '../delivery/delivery.ts';
import { type CountedRow, counterOf } from './campaign-counts.ts';

/** What of a ledger row is counted. */
export type CountableDelivery = Pick<
  Delivery,
  'campaign' | 'step' | 'variant' | 'status' | 'reason' | 'wasUnknown'
>;

/** What a counter says where a row took no arm of a split. */
export const NO_VARIANT = '-';

/** What a status counts as, once it is certain; one that is under way, or unknown, counts as none. */
const COUNTED_AS: Readonly<Partial<Record<DeliveryStatus, string>>> = {
  sent: 'sent',
  delivered: 'sent',
  bounced: 'sent',
  failed: 'failed',
};

/**
 * What a ledger row adds to its campaign's counters, by its step and variant: `<step>;<variant or ->;decided`, and what came of
 * it: `suppressed;<reason>`, `sent` or `failed`. One whose answer was lost counts for `unknown`, for good; and beside it for
 * `answered`, once the answer came after all.
 */
export function countDelivery(delivery: CountableDelivery): CountedRow {
  const { campaign, step, variant = NO_VARIANT, status, reason } = delivery;
  const wasUnknown = status === 'unknown' || delivery.wasUnknown === true;
  const counter = (...parts: string[]) => counterOf('step', step, variant, ...parts);
  const became = COUNTED_AS[status];
  const isAnswered = wasUnknown && (became !== undefined || status === 'suppressed');
  return {
    campaign,
    counters: [
      counter('decided'),
      ...(status === 'suppressed' ? [counter('suppressed', reason ?? 'other')] : []),
      ...(became === undefined ? [] : [counter(became)]),
      ...(wasUnknown ? [counter('unknown')] : []),
      ...(isAnswered ? [counter('answered')] : []),
    ],
  };
}
