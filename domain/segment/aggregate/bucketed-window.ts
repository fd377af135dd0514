import type { JsonValue } from '../../event/json.ts';
import { type BucketPart, packBuckets, unpackBuckets } from './bucket-runs.ts';
import type { Monoid } from './measure.ts';
import type { MeasureWindow } from './measure-window.ts';
import { type BoundedWindow, createWindowBuckets } from './window-buckets.ts';

/** At most 61, ascending by bucket: the united part of the events of each. */
type Bucketed = readonly BucketPart[];

/** A sliding window, kept by buckets. Those that have left by the time of the newest are forgotten. */
export function createBucketedWindow(monoid: Monoid, window: BoundedWindow): MeasureWindow {
  const { bucketOf, isCounted, oldestBeside, nextTurn } = createWindowBuckets(window);

  const withPart = (buckets: Bucketed, [bucket, part]: BucketPart): Bucketed => {
    const newest = buckets.at(-1)?.[0] ?? bucket;
    if (bucket < oldestBeside(newest)) return buckets;
    const place = buckets.findLastIndex(([other]) => other <= bucket);
    const found = buckets[place];
    if (found?.[0] !== bucket) {
      const longer = buckets.toSpliced(place + 1, 0, [bucket, part]);
      return bucket > newest ? withoutLeft(longer, bucket) : longer;
    }
    const united = monoid.unite(found[1], part);
    return united === found[1] ? buckets : buckets.with(place, [bucket, united]);
  };
  const withoutLeft = (buckets: Bucketed, newest: number): Bucketed =>
    buckets.filter(([bucket]) => bucket >= oldestBeside(newest));
  const bucketsOf = (state: JsonValue | undefined): Bucketed =>
    unpackBuckets(state).map(([bucket, part]) => [bucket, monoid.unpack(part)]);
  const withParts = (state: JsonValue | undefined, parts: Bucketed): JsonValue => {
    const before = bucketsOf(state);
    const after = parts.reduce(withPart, before);
    if (state !== undefined && after === before) return state;
    return packBuckets(after.map(([bucket, part]) => [bucket, monoid.pack(part)]));
  };

  return {
    add: (state, time, part) => withParts(state, [[bucketOf(time), part]]),
    unite: (a, b) => withParts(a, bucketsOf(b)),
    value(state, now) {
      let united: JsonValue | undefined;
      for (const [bucket, part] of bucketsOf(state)) {
        if (isCounted(bucket, now)) united = united === undefined ? part : monoid.unite(united, part);
      }
      return monoid.valueOf(united);
    },
    changesAt: (state, now) =>
      nextTurn(
        unpackBuckets(state).map(([bucket]) => bucket),
        now,
      ),
  };
}
