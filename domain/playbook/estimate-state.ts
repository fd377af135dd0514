import type { AggregateSpec } from '../segment/aggregate-spec.ts';
import type { Problem } from './problem.ts';
import type { Program } from './program.ts';

/** What one guest's aggregates may take, at most. */
export const MAXIMUM_STATE_BYTES = 8 * 1024;
/** What one guest may hold of all namespaces together: their marks lie on the profile. */
const MAXIMUM_IDENTIFIERS = 100;
/** A profile keeps 50 choices; the contract has names of its own, and a playbook may change. */
const MAXIMUM_PURPOSES = 32;

/** Id, quotes and punctuation of an entry. */
const OVERHEAD_BYTES = 32;
/** A moment in milliseconds with its comma. */
const TIME_BYTES = 14;
/** A bucket of a window: its number and a sum in millionths. */
const BUCKET_BYTES = 28;
const BUCKETS = 62;
/** A value of usual length: the longest that is taken is 1 KiB. */
const VALUE_BYTES = 64;
/** A moment and a messageId. */
const STAMP_BYTES = 64;
/** `top` is exact to so many different values. */
const VALUES_OF_TOP = 100;
/** One of them, of usual length, how often it came and when it last did: the longest that is counted is 200 bytes. */
const COUNTED_BYTES = 40;
/** Kept beside those in the span, for a `since` that arrives late. */
const RECENT_TIMES = 32;

/** An upper estimate, in bytes, of one aggregate's state. */
export function estimateAggregate(spec: AggregateSpec): number {
  return OVERHEAD_BYTES + bytesOf(spec);
}

function bytesOf(spec: AggregateSpec): number {
  switch (spec.kind) {
    case 'times':
      return spec.keep * TIME_BYTES;
    case 'times-since':
      return (1 + RECENT_TIMES + spec.keep) * TIME_BYTES;
    case 'measure':
    case 'measure-since':
      return (spec.withinMilliseconds === undefined ? 1 : BUCKETS) * BUCKET_BYTES;
    case 'recent':
      return spec.keep * (TIME_BYTES + BUCKET_BYTES);
    case 'first':
    case 'last':
      return VALUE_BYTES + STAMP_BYTES;
    case 'top':
      return VALUES_OF_TOP * COUNTED_BYTES;
    case 'sequence':
      return 2 * RECENT_TIMES * TIME_BYTES;
    case 'matching':
      return spec.keep * TIME_BYTES + RECENT_TIMES * VALUE_BYTES;
    case 'presence':
      return VALUE_BYTES + STAMP_BYTES;
    case 'visit':
      return 2 * TIME_BYTES;
    case 'grants':
      return STAMP_BYTES;
    case 'entry':
      return STAMP_BYTES;
  }
}

/** The worst case of what is remembered of one guest's events, in bytes. */
export function estimateState(program: Program): number {
  return Object.values(program.aggregates).reduce((sum, spec) => sum + estimateAggregate(spec), 0);
}

/** A problem for each part of a guest's state that could outgrow its limit. */
export function checkStateSize(program: Program): Problem[] {
  return [...checkAggregates(program), ...checkIdentifiers(program), ...checkPurposes(program)];
}

function checkAggregates(program: Program): Problem[] {
  const bytes = estimateState(program);
  if (bytes <= MAXIMUM_STATE_BYTES) return [];
  const message = `the state of one guest could reach ${bytes} bytes, the limit is ${MAXIMUM_STATE_BYTES}`;
  const hint = 'ask for smaller counts, or for fewer computed traits with `within` or `top`';
  return [{ file: 'playbook.yaml', path: [], at: 'value', message, hint }];
}

function checkIdentifiers({ identity }: Program): Problem[] {
  const identifiers = identity.namespaces.reduce((sum, { limit }) => sum + limit, 0);
  if (identifiers <= MAXIMUM_IDENTIFIERS) return [];
  const message = `one guest could hold ${identifiers} identifiers, the limit is ${MAXIMUM_IDENTIFIERS}`;
  const hint = 'lower the `limit` of a namespace';
  return [{ file: 'playbook.yaml', path: ['identity', 'namespaces'], at: 'value', message, hint }];
}

function checkPurposes({ consent }: Program): Problem[] {
  const purposes = Object.keys(consent).length;
  if (purposes <= MAXIMUM_PURPOSES) return [];
  const message = `there are ${purposes} purposes and channels, the limit is ${MAXIMUM_PURPOSES}`;
  const hint = 'join those that guests are asked about together';
  return [{ file: 'playbook.yaml', path: ['consent'], at: 'value', message, hint }];
}
