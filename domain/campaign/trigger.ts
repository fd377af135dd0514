import type { EventSelector } from '../segment/aggregate/aggregate-spec.ts';
import type { EventCondition, MatchingCondition } from '../segment/condition/condition.ts';
import type { CalendarDuration } from '../time/duration.ts';

/** A time of day, in a zone that the context names. */
export interface ClockTime {
  /** 0 to 23. */
  readonly hour: number;
  readonly minute: number;
}

/** Entering, or leaving, a segment begins a journey. */
export interface SegmentTrigger {
  readonly kind: 'segment';
  readonly segment: string;
  readonly on: 'entry' | 'exit';
}

/** An event begins one. */
export interface EventTrigger {
  readonly kind: 'event';
  readonly of: EventSelector;
  /** An event that comes later than this after its own time begins nothing; null: however late; absent: one hour. */
  readonly latenessMilliseconds?: number | null;
  /** `since` and `matching`: the event itself must be among those that this counts, just after it was folded. */
  readonly counted?: EventCondition | MatchingCondition;
  /** Every so many-th of the events of a `measure` or `measure-since` aggregate that counts them. */
  readonly every?: { readonly times: number; readonly aggregate: string };
}

/** In the playbook's zone. */
export type Schedule =
  /**
   * `clock`: the local time that is written, as if it were UTC; absent where its zone is written too. It stays the same where
   * the playbook's zone does not.
   */
  | { readonly kind: 'once'; readonly at: number; readonly clock?: number }
  | { readonly kind: 'day'; readonly at: ClockTime }
  /** `weekday`: 1 is Monday, 7 Sunday (ISO 8601). */
  | { readonly kind: 'week'; readonly weekday: number; readonly at: ClockTime }
  /** `day`: of the month; of a shorter month its last. */
  | { readonly kind: 'month'; readonly day: number; readonly at: ClockTime }
  | { readonly kind: 'year'; readonly month: number; readonly day: number; readonly at: ClockTime };

/** Everyone who is in a segment at a moment begins one. */
export interface ScheduleTrigger {
  readonly kind: 'schedule';
  readonly segment: string;
  readonly schedule: Schedule;
}

/** A date that the guest has begins one, at a time of day in the guest's zone. */
export interface DateTrigger {
  readonly kind: 'date';
  /** Into traits, computed ones included. */
  readonly path: readonly string[];
  /** Every year on that day, of 29 February on the 28th where there is none; else once. */
  readonly isYearly: boolean;
  readonly before: CalendarDuration;
  readonly at: ClockTime;
}

/** What begins a journey. */
export type Trigger = SegmentTrigger | EventTrigger | ScheduleTrigger | DateTrigger;
