import type { Window } from './aggregate-spec.ts';

/** A window is so many buckets wide, and the one that has just begun. */
export const BUCKETS = 60;
/** Where a bucket takes much room, as what is a value and no number: so many. */
export const COARSE_BUCKETS = 12;

export type BoundedWindow = Window & { readonly withinMilliseconds: number };

/**
 * The epoch-aligned buckets of a window W: each is W/60 long. An event counts for at least W, and leaves with its
 * bucket, at most W/60 later; behind a near edge it comes once its whole bucket is.
 */
export interface WindowBuckets {
  /** The number of the bucket, since the epoch, that a time lies in. */
  bucketOf(time: number): number;
  isCounted(bucket: number, now: number): boolean;
  /** The oldest that may still count where this one is the newest known. */
  oldestBeside(newest: number): number;
  /** When one of the buckets next comes or leaves; null: never. */
  nextTurn(buckets: Iterable<number>, now: number): number | null;
}

export function createWindowBuckets(window: BoundedWindow, count = BUCKETS): WindowBuckets {
  const { withinMilliseconds, untilMilliseconds } = window;
  const milliseconds = Math.ceil(withinMilliseconds / count);
  const bucketOf = (time: number) => Math.floor(time / milliseconds);
  const comesAt = (bucket: number) =>
    untilMilliseconds === undefined ? bucket * milliseconds : (bucket + 1) * milliseconds + untilMilliseconds;
  const leavesAt = (bucket: number) => (bucket + count + 1) * milliseconds;
  return {
    bucketOf,
    isCounted: (bucket, now) => comesAt(bucket) <= now && now < leavesAt(bucket),
    oldestBeside: (newest) => newest - count,
    nextTurn: (buckets, now) => {
      let next = Number.POSITIVE_INFINITY;
      for (const bucket of buckets) {
        const turn = comesAt(bucket) > now ? comesAt(bucket) : leavesAt(bucket);
        if (turn > now && turn < next) next = turn;
      }
      return next === Number.POSITIVE_INFINITY ? null : next;
    },
  };
}
