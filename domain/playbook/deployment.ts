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
}

/** A program as it is, or was, active. */
export interface Deployed {
  /** The version's own. */
  readonly program: Program;
  /** Absent where the version alone says it all. */
  readonly deployment?: Deployment | undefined;
}
