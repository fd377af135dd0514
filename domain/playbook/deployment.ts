import type { ScheduleTrigger } from '../campaign/trigger.ts';
import type { AggregateSpec } from '../segment/aggregate/aggregate-spec.ts';
import type { Program } from './program.ts';

/**
 * What a deployment of a version adds to it. A version is its content and never changes; this depends on what was active
 * before, so it belongs to the move of the pointer.
 */
export interface Deployment {
  /** Aggregates of the version active before that this one does not have: they are kept up for a way back. */
  readonly retained: Readonly<Record<string, AggregateSpec>>;
  /** Digests of larger sets that states may have been folded with: what is more is dropped, and nothing folded anew. */
  readonly accepts: readonly string[];
  /** By campaign: the first ordinal at which it has included existing members, without a break since. */
  readonly includedSince: Readonly<Record<string, number>>;
  /** By campaign with a schedule: after which moment those of its schedules count, in milliseconds since the epoch. */
  readonly scheduledSince: Readonly<Record<string, number>>;
  /** By campaign: the schedules that it no longer has, for a day, so that a way back leaves nothing out. */
  readonly formerSchedules: Readonly<Record<string, FormerSchedules>>;
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
