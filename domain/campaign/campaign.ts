import type { EventSelector } from '../segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../segment/condition/condition.ts';
import type { Step } from './step.ts';
import type { Trigger } from './trigger.ts';

/** `once`, `once per` and `once per visit` allow one journey at a time; `every time` lets them run side by side. */
export type Frequency =
  | { readonly kind: 'once' }
  | { readonly kind: 'every time' }
  | { readonly kind: 'once per'; readonly milliseconds: number }
  /** A `visit` aggregate: at most one journey of each visit, and none outside one. */
  | { readonly kind: 'once per visit'; readonly aggregate: string };

/** What the campaign is for: the event that counts as a conversion. */
export interface Goal {
  readonly of: EventSelector;
  /** A `times` aggregate of it: an event that touches it may be the conversion. */
  readonly aggregate: string;
  /** From the first send, of the held out from entry. */
  readonly withinMilliseconds: number;
}

/** A campaign, compiled. Conditions of the journey's own clock carry `since: entry`. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly triggers: readonly Trigger[];
  /** Must hold at the start and again at each send. */
  readonly if?: Condition;
  readonly steps: readonly Step[];
  readonly stopWhen?: Condition;
  readonly frequency: Frequency;
  /** Of the steps that name none of their own. */
  readonly purpose: string;
  /** Guests inside a trigger's segment when a deploy reaches them begin as if they entered it. */
  readonly includeExisting?: true;
  /** From 0 to 1: the share that is sent nothing and measured all the same. */
  readonly holdout?: number;
  readonly goal?: Goal;
  /** What it is about: guests may refuse topics, and suppression may name them. */
  readonly topics?: readonly string[];
  /** The higher gets the last message under a cap; absent: 0. */
  readonly priority?: number;
  /** When it may begin journeys and send, in milliseconds since the epoch; `to` is the first moment at which it may not. */
  readonly active?: { readonly from?: number; readonly to?: number };
  readonly isPaused?: true;
  /** Whether a step reads the event that triggered the journey. */
  readonly readsEvent?: true;
}
