import type { SuppressionReason } from '../delivery/delivery.ts';

/** Why a message may not be sent. */
export interface Refusal {
  /** For counting. */
  readonly reason: SuppressionReason;
  /** One sentence for the ledger, without personal data. */
  readonly why: string;
}
