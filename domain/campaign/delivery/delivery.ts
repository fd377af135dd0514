import type { Traced } from '../../event/trace.ts';
import type { EventKey } from '../../event/tracking-event.ts';
import type { Channel } from '../channel.ts';

/**
 * requested → sending → sent | failed | unknown; or suppressed, as it was decided or from sending, as it was to leave.
 * sending → requested: the provider took nothing, or it came in the quiet hours; it comes again.
 * `unknown`: the provider was called and its answer lost, or whoever had it stopped; it is not sent again. Whoever gets an
 * answer after all says what came of it: unknown → sent | failed | requested.
 */
export type DeliveryStatus =
  | 'requested'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'suppressed'
  | 'failed'
  | 'unknown';

/** Why a message was not requested, or did not leave. */
export type SuppressionReason =
  | 'consent'
  | 'channel consent'
  | 'topic'
  | 'unreachable'
  | 'paused'
  | 'not active'
  | 'holdout'
  | 'control'
  | 'suppression'
  | 'cap'
  | 'collapsed'
  | 'profile gone';

/** One message that was decided, or refused: a row of the Deliveries ledger. */
export interface Delivery extends Traced {
  /** The partition: the profile that the journey began under. */
  readonly profileId: string;
  /** `campaignId#occurrence#stepId`: deterministic, so a decision taken twice is one row. */
  readonly deliveryId: string;
  readonly campaign: string;
  readonly occurrence: string;
  readonly step: string;
  readonly channel: Channel;
  readonly purpose: string;
  readonly status: DeliveryStatus;
  /** When it was decided, in milliseconds since the epoch. */
  readonly at: number;
  /** Its answer was lost once, whatever has become of it since. */
  readonly wasUnknown?: boolean;
  /** What suppressed it, for counting. */
  readonly reason?: SuppressionReason;
  /** The arms of the splits on the way to it, as `<step>=<arm>`, in order; absent where there was none. */
  readonly variant?: string;
  /** Why it was suppressed, failed or is unknown, or is to come again. */
  readonly why: string | null;
  /** The playbook version whose texts are rendered. */
  readonly playbookVersion: string;
  readonly event?: EventKey;
  readonly segment?: string;
  /** How often it was taken in hand so far. */
  readonly attempts: number;
  /** When due hands it out again; null: never. */
  readonly dueAt: number | null;
}
