import type { PathMatcher } from './matcher.ts';

/** Which events an aggregate takes in. */
export interface EventSelector {
  /** Names of events; empty: any track, page or screen event. */
  readonly names: readonly string[];
  /** Paths into properties, or into the context where the first step is `context`. All must hold. */
  readonly where: readonly PathMatcher[];
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
  /** A sum in integers of 10⁻⁶, or a count where there is no property; windowed ones leave by buckets of W/60. */
  | {
      readonly kind: 'sum';
      readonly of: EventSelector;
      readonly property: readonly string[] | null;
      readonly withinMilliseconds?: number;
    }
  /** The value of the latest event that has the property, by (time, messageId). */
  | {
      readonly kind: 'last';
      readonly of: EventSelector;
      readonly property: readonly string[];
      readonly withinMilliseconds?: number;
    }
  /** The most frequent value: exact to 100 different ones. */
  | { readonly kind: 'top'; readonly of: EventSelector; readonly property: readonly string[] };

/** A computed trait: aggregates joined by plain arithmetic. */
export interface ComputedTrait {
  readonly id: string;
  readonly name: string;
  readonly aggregate: string;
  /** A factor for a number. */
  readonly times?: number;
  /** An aggregate whose number is taken off. */
  readonly minus?: string;
}

/** A segment, compiled. */
export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly when: import('./condition.ts').Condition;
}
