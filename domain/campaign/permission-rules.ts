import type { Condition } from '../segment/condition/condition.ts';
import type { ClockTime } from './trigger.ts';

/** Whom nothing is sent for a while, by what they have done. */
export interface Suppression {
  readonly name: string;
  readonly when: Condition;
  /** Purposes that it is about; absent: all but `transactional`, which none is about. */
  readonly purposes?: readonly string[];
  /** Only campaigns with one of these topics; absent: with any or none. */
  readonly topics?: readonly string[];
  /** But for campaigns with one of these topics. */
  readonly except?: readonly string[];
}

/** At most so many messages on a channel in any window of that length. Transactional ones neither count nor are refused. */
export interface Cap {
  readonly channel: 'email' | 'sms' | 'push';
  readonly atMost: number;
  readonly perMilliseconds: number;
}

/** From `from` to `to` where the guest is, over midnight where `to` is earlier; messages are held until its end. */
export interface QuietHours {
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly channels: readonly string[];
}

/** The house's rules on who may be sent what, when: all but consent. */
export interface PermissionRules {
  readonly suppress: readonly Suppression[];
  readonly caps: readonly Cap[];
  readonly quietHours?: QuietHours;
  /** From 0 to 1: the share of guests that gets no marketing at all. */
  readonly control?: number;
}
