import type { ScheduleTrigger } from '../../campaign/trigger.ts';
import type { AggregateSpec } from '../../segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import type { Program } from './program.ts';

/**
 * What a deployment of a version adds to it. A version is its content and never changes; this depends on what was active
 * before, so it belongs to the move of the pointer.
 */
export interface Deployment {
  /** Aggregates that this version does not have: those of the version active before, for a way back, and those of `underway`. */
  readonly retained: Readonly<Record<string, AggregateSpec>>;
  /** Digests of larger sets that states may have been folded with: what is more is dropped, and nothing folded anew. */
  readonly accepts: readonly string[];
  /** By campaign: the first ordinal at which it has included existing members, without a break since. */
  readonly includedSince: Readonly<Record<string, number>>;
  /** By campaign with a schedule: after which moment those of its schedules count, in milliseconds since the epoch. */
  readonly scheduledSince: Readonly<Record<string, number>>;
  /** By campaign: the schedules that it no longer has, for a day, so that a way back leaves nothing out. */
  readonly formerSchedules: Readonly<Record<string, FormerSchedules>>;
  /** Journeys of earlier versions that may be under way, and what they may still ask. */
  readonly underway: readonly UnderwayJourneys[];
  /** Those of which there was no room for what they may ask: the present version's conditions are asked instead. */
  readonly givenUp: readonly UnderwayJourneys[];
}

/** The journeys of one campaign that began under an earlier version. */
export interface UnderwayJourneys {
  readonly version: string;
  readonly campaign: string;
  /** By then the last of them is over, in milliseconds since the epoch. */
  readonly until: number;
  /** Ids of what they may read. */
  readonly aggregates: readonly string[];
  /** By name: segments of that version whose being entered or left may stop them, written out. */
  readonly segments: Readonly<Record<string, Condition>>;
  /** Only that their goal is reached is still looked out for. */
  readonly isGoal?: boolean;
}

/** Schedules that were in force. */
export interface FormerSchedules {
  /** From after this moment … */
  readonly since: number;
  /** … up to and with this one. */
  readonly until: number;
  readonly zone: string;
  readonly triggers: readonly ScheduleTrigger[];
}

/** A program as it is, or was, active. */
export interface Deployed {
  /** The version's own. */
  readonly program: Program;
  /** Absent where the version alone says it all. */
  readonly deployment?: Deployment | undefined;
}
