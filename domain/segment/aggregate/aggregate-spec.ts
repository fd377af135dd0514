import type { Condition } from '../condition/condition.ts';
import type { PathMatcher } from '../matcher/matcher.ts';
import type { Measure } from './measure-name.ts';

export type { ComputedTrait } from '../condition/computed-trait.ts';
export type { Measure } from './measure-name.ts';

/** Which events an aggregate takes in. */
export interface EventSelector {
  /** Names of events; empty: any track, page or screen event. */
  readonly names: readonly string[];
  /** Paths into properties, or into the context where the first step is `context`. All must hold. */
  readonly where: readonly PathMatcher[];
  /** Only events after this moment, in milliseconds since the epoch: `since` a date. */
  readonly after?: number;
}

/** What of an event is measured. */
export interface Measured {
  readonly of: EventSelector;
  readonly measure: Measure;
  /** Dotted path into the properties, split; null for `count`. Every number at it counts. */
  readonly property: readonly string[] | null;
}

/** Which part of the past counts: (now − within, now − until]; without `within` all of it, without `until` up to now. */
export interface Window {
  readonly withinMilliseconds?: number;
  readonly untilMilliseconds?: number;
}

/** Guests' visits: an event that begins one, or goes on with it while no more than `endsAfter` has passed. */
export interface VisitRule {
  /** Those with a `venue` among their properties. */
  readonly begins: EventSelector;
  readonly endsAfterMilliseconds: number;
}

/** What makes a measure begin anew: only events after the latest such moment count. */
export type Opening =
  /** The latest such event; with a span, only the events in (it, it + span]. */
  | { readonly kind: 'event'; readonly of: EventSelector; readonly spanMilliseconds?: number }
  /** The last entry that an `entry` aggregate tells. */
  | { readonly kind: 'entry'; readonly aggregate: string }
  /** The beginning of the visit that is under way, that moment included; none: nothing counts. */
  | { readonly kind: 'visit'; readonly visit: VisitRule };

/** A step of a sequence. */
export type SequenceStep =
  | { readonly kind: 'event'; readonly of: EventSelector }
  /** None of these between the steps beside it; as the last step, none since. */
  | { readonly kind: 'not'; readonly of: EventSelector };

/** How long nothing must have followed on a sequence, and how long ago it may have begun. */
export interface SequenceQuiet {
  readonly forMilliseconds: number;
  /** Null: any time ago. Absent: who asks knows since when, as a journey or the visit. */
  readonly withinMilliseconds?: number | null;
}

/**
 * What is remembered of events, incrementally. The id under which a program keeps one is a hash of this content:
 * two segments that ask the same share one, and a rollback finds it still maintained.
 */
export type AggregateSpec =
  /** The times of the last `keep` matching events. */
  | { readonly kind: 'times'; readonly of: EventSelector; readonly keep: number }
  /** Of the events in (s, s + span], s being the latest matching `since`: the latest `keep` times. */
  | {
      readonly kind: 'times-since';
      readonly of: EventSelector;
      readonly since: EventSelector;
      readonly spanMilliseconds: number;
      readonly keep: number;
    }
  /** One value of all events in a window; windowed ones leave, and come, by epoch-aligned buckets of within/60. */
  | ({ readonly kind: 'measure' } & Measured & Window)
  /** One value of the events since something; within a window too, where one is given. */
  | ({
      readonly kind: 'measure-since';
      readonly since: Opening;
      readonly withinMilliseconds?: number;
    } & Measured)
  /** The latest `keep` events with what is measured of each, for whoever asks since a moment that only they know. */
  | ({ readonly kind: 'recent'; readonly keep: number } & Measured)
  /** The value of the first, or latest, event that has the property, by (time, messageId). */
  | ({
      readonly kind: 'first' | 'last';
      readonly of: EventSelector;
      readonly property: readonly string[];
    } & Pick<Window, 'withinMilliseconds'>)
  /** The most frequent value: exact to 100 different ones. Windowed, by buckets of within/12. */
  | ({ readonly kind: 'top'; readonly of: EventSelector; readonly property: readonly string[] } & Pick<
      Window,
      'withinMilliseconds'
    >)
  /** Steps in order, with nothing forbidden between them. */
  | {
      readonly kind: 'sequence';
      /** The first is an event; no two `not` stand side by side. */
      readonly steps: readonly SequenceStep[];
      /** From the first to the last event at most. */
      readonly spanMilliseconds?: number;
      /** If it is asked how long ago the last event was: then more than the latest beginning is remembered. */
      readonly quiet?: SequenceQuiet;
    }
  /** Events whose values are equal to those of another event, whichever came first. */
  | {
      readonly kind: 'matching';
      readonly of: EventSelector;
      readonly with: EventSelector;
      /** Pairs of paths: into the properties of `of`, and of `with`. All must be equal. */
      readonly on: readonly (readonly [readonly string[], readonly string[]])[];
      /** How many of the latest matched times must be told. */
      readonly keep: number;
    }
  /** In which venues the guest is: the latest Beacon Entered or Beacon Left of each. */
  | {
      readonly kind: 'presence';
      /** How long a sighting counts, by venue; for others `defaultTimeoutMilliseconds`. */
      readonly timeoutMilliseconds: Readonly<Record<string, number>>;
      readonly defaultTimeoutMilliseconds: number;
    }
  /** When the visit that is under way began. */
  | { readonly kind: 'visit'; readonly visit: VisitRule }
  /** What became of the codes of an offer: from Offer Granted, Offer Redeemed. */
  | {
      readonly kind: 'grants';
      readonly offer: string;
      /** IANA zone of a validity that names none. */
      readonly zone?: string;
    }
  /**
   * Since when a condition holds, and when it last began to, on the events' own time line. The segments that it names
   * are written out, and so are the rules of consent, so that its content says it all; see `entries.ts`.
   */
  | { readonly kind: 'entry'; readonly when: Condition };

/** A segment, compiled. */
export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly when: Condition;
}
