import type { ConsentMode } from '../../consent/consent-choice.ts';
import type { Measure } from '../aggregate/measure-name.ts';
import type { Matcher } from '../matcher/matcher.ts';
import type { ComputedTrait } from './computed-trait.ts';

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
  | MeasureCondition
  | MatchingCondition
  | SequenceCondition
  | AffinityCondition
  | TraitCondition
  | SegmentCondition
  | ConsentCondition
  /** Some journey of the guest's may stop as the segment is entered or left; of earlier definitions of segments alone. */
  | { readonly kind: 'watched'; readonly segment: string }
  | { readonly kind: 'identifier'; readonly namespace: string }
  | ReachableCondition
  /** `aggregate`: a `last` of `member` over the list's own events. */
  | { readonly kind: 'list'; readonly list: string; readonly aggregate: string }
  | OfferCondition
  | MessageCondition
  | PresenceCondition
  /** Stable for a person: decided by their seed and `salt`, the id of the file that asks. */
  | { readonly kind: 'random'; readonly share: number; readonly salt: string };

/** May be contacted for a purpose, or by a channel. */
export interface ConsentCondition {
  readonly kind: 'consent';
  readonly purpose: string;
  /** What holds of who never chose; only where the condition is written out, else the playbook's rule counts. */
  readonly mode?: ConsentMode;
}

/** Has an address or a device on a channel, and has not refused it. */
export interface ReachableCondition {
  readonly kind: 'reachable';
  readonly channel: string;
  /** As above; `none`: nobody is asked for consent to the channel. */
  readonly mode?: ConsentMode | 'none';
}

/** A trait's value, sent or computed. */
export interface TraitCondition {
  readonly kind: 'trait';
  readonly path: readonly string[];
  readonly matcher: Matcher;
  /** Only where an `entry` aggregate writes it out: what computes it, so that the aggregate's content says it all. */
  readonly computed?: Pick<ComputedTrait, 'aggregate' | 'times' | 'minus'>;
}

/** After which moment events count. */
export type Since =
  /** A `times` aggregate of the event. */
  | { readonly kind: 'event'; readonly aggregate: string }
  /** The last entry, also if it was left since; an `entry` aggregate of the segment's condition. */
  | { readonly kind: 'segment'; readonly segment: string; readonly aggregate: string }
  /** A date: that moment counts too. */
  | { readonly kind: 'moment'; readonly at: number }
  /** The beginning of the journey that asks; only in a campaign. */
  | { readonly kind: 'entry' };

/** What all conditions that count times ask. */
interface Counting {
  /** What the author wrote, for `why`: `Booking Made`. */
  readonly label: string;
  readonly count: CountRange;
  /** The sliding window (now − W, now]. */
  readonly withinMilliseconds?: number;
  /** A `visit` aggregate: only the events of the visit that is under way. */
  readonly visit?: string;
  readonly since?: Since;
}

/** The guest did it, so many times, within a window, after something. */
export interface EventCondition extends Counting {
  readonly kind: 'event';
  /** A `times` aggregate, or `times-since` where the span after the latest `since` event is closed. */
  readonly aggregate: string;
}

/** As above, of the events that another event agrees with. */
export interface MatchingCondition extends Counting {
  readonly kind: 'matching';
  readonly aggregate: string;
}

/** One value of events. */
export interface MeasureCondition {
  readonly kind: 'measure';
  readonly label: string;
  readonly measure: Measure;
  /** As the author wrote it; absent for `count`. */
  readonly property?: string;
  /** A `measure` or `measure-since`; with `since`, a `recent`. */
  readonly aggregate: string;
  readonly matcher: Matcher;
  /** Only with a `recent` aggregate, whose asker knows the moment: the journey's beginning. */
  readonly since?: { readonly kind: 'entry' };
  readonly withinMilliseconds?: number;
}

/** Steps in order. */
export interface SequenceCondition {
  readonly kind: 'sequence';
  readonly label: string;
  readonly aggregate: string;
  /** From the first event to now. */
  readonly withinMilliseconds?: number;
  /** A `visit` aggregate: the first event is of the visit that is under way. */
  readonly visit?: string;
  /** How long the `not` at the end must have lasted. */
  readonly forMilliseconds?: number;
  /** The first event must be after the journey's beginning. */
  readonly since?: { readonly kind: 'entry' };
}

/** Of the events that have a property, the share with a value. */
export interface AffinityCondition {
  readonly kind: 'affinity';
  readonly label: string;
  /** A count of the events with the value. */
  readonly matched: string;
  /** A count of the events that have the property. */
  readonly all: string;
  /** From 0 to 1; absent: it is not asked. */
  readonly share?: Matcher;
  readonly count: CountRange;
}

/** Is a member; has been, that long, where an `entry` aggregate tells since when. */
export interface SegmentCondition {
  readonly kind: 'segment';
  readonly segment: string;
  readonly forMilliseconds?: number;
  /** Of the segment's condition; present where `forMilliseconds` is. */
  readonly aggregate?: string;
}

export interface OfferCondition {
  readonly kind: 'offer';
  readonly offer: string;
  /** `held`: granted or valid. */
  readonly status: 'held' | 'granted' | 'valid' | 'redeemed' | 'expired';
  readonly aggregate: string;
}

/** A campaign's message. */
export interface MessageCondition {
  readonly kind: 'message';
  readonly campaign: string;
  /** `sent`: decided and not known to have failed, as the profile's contacts tell; the others by the channels' own events. */
  readonly status: string;
  /** A `times` aggregate of the own event; absent for `sent`. */
  readonly aggregate?: string;
  readonly withinMilliseconds?: number;
  /** On the journey's clock: only after its beginning. */
  readonly since?: { readonly kind: 'entry' };
}

/** Is in a venue now. */
export interface PresenceCondition {
  readonly kind: 'presence';
  /** Null: in any. */
  readonly venue: string | null;
  readonly zone?: Matcher;
  readonly aggregate: string;
}
