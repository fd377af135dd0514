import { lengthOf } from './values.ts';
import type { WrittenWithin } from './written.ts';

const BUCKETS = 60;
const COARSE_BUCKETS = 12;

/** Whether a moment lies in a window that slides with the clock: (now − W, now]. */
export function isWithin(time: number, within: string | undefined, now: number): boolean {
  return time <= now && (within === undefined || time > now - lengthOf(within));
}

/** As above for what is measured: an event leaves, and comes, with its whole bucket. */
export function isWithinBuckets(
  time: number,
  within: WrittenWithin | undefined,
  now: number,
  buckets = BUCKETS,
): boolean {
  if (time > now) return false;
  if (within === undefined) return true;
  const [far, near] = typeof within === 'string' ? [within, undefined] : within;
  const size = Math.ceil(lengthOf(far) / buckets);
  const bucketOf = (moment: number) => Math.floor(moment / size);
  if (bucketOf(time) < bucketOf(now) - buckets) return false;
  return near === undefined || bucketOf(time) < bucketOf(now - lengthOf(near));
}

/** The most frequent value keeps coarser buckets. */
export function isWithinTopBuckets(time: number, within: WrittenWithin | undefined, now: number): boolean {
  return isWithinBuckets(time, within, now, COARSE_BUCKETS);
}

/** Of the events in each bucket of a window the one that comes first; it leaves at its own time, and the others with it. */
export function firstOfBuckets<Event extends { readonly time: number }>(
  events: readonly Event[],
  within: string,
  now: number,
): readonly Event[] {
  const size = Math.ceil(lengthOf(within) / COARSE_BUCKETS);
  const bucketOf = ({ time }: Event) => Math.floor(time / size);
  return events.filter(
    (event, index) =>
      isWithin(event.time, within, now) &&
      events.findIndex((other) => bucketOf(other) === bucketOf(event)) === index,
  );
}

/** When time alone lets an event come into such a window, or leave it: the moments themselves. */
export function bucketTurns(time: number, within: WrittenWithin, buckets = BUCKETS): number[] {
  const [far, near] = typeof within === 'string' ? [within, undefined] : within;
  const size = Math.ceil(lengthOf(far) / buckets);
  const bucket = Math.floor(time / size);
  const leaves = (bucket + buckets + 1) * size;
  return near === undefined ? [leaves] : [leaves, (bucket + 1) * size + lengthOf(near)];
}

export function topBucketTurns(time: number, within: WrittenWithin): number[] {
  return bucketTurns(time, within, COARSE_BUCKETS);
}
