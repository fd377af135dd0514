import type { Matcher } from './matcher.ts';

/** A whole number of events: both ends inclusive. */
export interface CountRange {
  readonly atLeast: number;
  /** Absent: no upper end. */
  readonly atMost?: number;
}

/**
 * A compiled condition: durations are milliseconds, moments are milliseconds since the epoch, and what must be
 * remembered of events is an aggregate, named by the hash of its content so that equal questions share one.
 */
export type Condition =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | EventCondition
  | { readonly kind: 'trait'; readonly path: readonly string[]; readonly matcher: Matcher }
  | { readonly kind: 'segment'; readonly segment: string; readonly forMilliseconds?: number }
  | { readonly kind: 'consent'; readonly purpose: string };

/** The guest did it, so many times, within a window, after something. */
export interface EventCondition {
  readonly kind: 'event';
  /** What the author wrote, for `why`: `Booking Made`. */
  readonly label: string;
  /** A `times` aggregate, or `times-since` where the span after the latest `since` event is closed. */
  readonly aggregate: string;
  readonly count: CountRange;
  /** The sliding window (now − W, now]. */
  readonly withinMilliseconds?: number;
  readonly since?:
    | { readonly kind: 'event'; readonly aggregate: string }
    | { readonly kind: 'segment'; readonly segment: string }
    | { readonly kind: 'moment'; readonly at: number }
    /** The beginning of the journey that asks; only in a campaign. */
    | { readonly kind: 'entry' };
}
