import type { JsonValue } from '../../event/json.ts';
import type { Monoid } from './measure.ts';
import type { MeasureWindow } from './measure-window.ts';
import { type BoundedWindow, createWindowBuckets } from './window-buckets.ts';

/** At most 61, ascending by bucket: its number since the epoch, and the united part of its events. */
type Bucketed = (readonly [bucket: number, part: JsonValue])[] & JsonValue;

/** A sliding window, kept by buckets. Those that have left by the time of the newest are forgotten. */
export function createBucketedWindow(monoid: Monoid, window: BoundedWindow): MeasureWindow {
  const { bucketOf, isCounted, oldestBeside, nextTurn } = createWindowBuckets(window);

  const withPart = (buckets: Bucketed, bucket: number, part: JsonValue): Bucketed => {
    const newest = buckets.at(-1)?.[0] ?? bucket;
    if (bucket < oldestBeside(newest)) return buckets;
    const place = buckets.findLastIndex(([other]) => other <= bucket);
    const found = buckets[place];
    if (found?.[0] !== bucket) {
      const longer = buckets.toSpliced(place + 1, 0, [bucket, part]);
      return bucket > newest ? withoutLeft(longer, bucket) : (longer as Bucketed);
    }
    const united = monoid.unite(found[1], part);
    return united === found[1] ? buckets : (buckets.with(place, [bucket, united]) as Bucketed);
  };
  const withoutLeft = (buckets: readonly (readonly [number, JsonValue])[], newest: number): Bucketed =>
    buckets.filter(([bucket]) => bucket >= oldestBeside(newest)) as Bucketed;

  return {
    add: (state, time, part) => withPart((state ?? []) as Bucketed, bucketOf(time), part),
    unite: (a, b) =>
      (b as Bucketed).reduce<Bucketed>(
        (united, [bucket, part]) => withPart(united, bucket, part),
        a as Bucketed,
      ),
    value(state, now) {
      let united: JsonValue | undefined;
      for (const [bucket, part] of (state ?? []) as Bucketed) {
        if (isCounted(bucket, now)) united = united === undefined ? part : monoid.unite(united, part);
      }
      return monoid.valueOf(united);
    },
    changesAt: (state, now) =>
      nextTurn(
        ((state ?? []) as Bucketed).map(([bucket]) => bucket),
        now,
      ),
  };
}
