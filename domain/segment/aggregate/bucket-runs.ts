import type { JsonValue } from '../../event/json.ts';

/** A bucket that something happened in: its number since the epoch, and what. */
export type BucketPart = readonly [bucket: number, part: JsonValue];

/**
 * Buckets in little room: the number of the first, the parts of those that follow on each other, how many then have
 * none, the parts of the next ones, … So that neither many buckets nor few, far apart, take much.
 */
export function packBuckets(buckets: readonly BucketPart[]): JsonValue {
  const packed: JsonValue[] = [];
  let run: JsonValue[] = [];
  let next = 0;
  for (const [bucket, part] of buckets) {
    if (bucket !== next || run.length === 0) {
      run = [];
      packed.push(bucket - next, run);
    }
    run.push(part);
    next = bucket + 1;
  }
  return packed;
}

/** The buckets that were packed, ascending; of no state, none. */
export function unpackBuckets(packed: JsonValue | undefined): BucketPart[] {
  const buckets: BucketPart[] = [];
  let next = 0;
  for (const element of (packed ?? []) as JsonValue[]) {
    if (typeof element === 'number') next += element;
    else for (const part of element as JsonValue[]) buckets.push([next++, part]);
  }
  return buckets;
}
