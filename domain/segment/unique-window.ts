import type { JsonValue } from '../event/json.ts';
import type { MeasureWindow } from './measure-window.ts';
import { sameIfUnchanged } from './same-list.ts';
import { compareTexts } from './tally.ts';
import { EXACT_UNIQUE_VALUES, inOrderOfTexts, UNIQUE_VALUES } from './unique-values.ts';
import { type BoundedWindow, createWindowBuckets } from './window-buckets.ts';

/** Ascending by bucket, then by the value's JSON text. */
type Sightings = (readonly [bucket: number, value: JsonValue])[] & JsonValue;

/**
 * The different values in a sliding window. A window that ends now asks only for the bucket that each was last seen in;
 * one with a near edge for all of them. The newest 101 of these are kept, which does not depend on the order in which
 * they came: more than 100 make the list approximate.
 */
export function createUniqueWindow(window: BoundedWindow): MeasureWindow {
  const { bucketOf, isCounted, oldestBeside, nextTurn } = createWindowBuckets(window);
  const isLatestOnly = window.untilMilliseconds === undefined;
  const keyOf = (bucket: number, value: JsonValue) => {
    const text = JSON.stringify(value);
    return isLatestOnly ? text : `${bucket} ${text}`;
  };

  const unite = (known: Sightings, others: Iterable<readonly [number, JsonValue]>): Sightings => {
    const latest = new Map(known.map((sighting) => [keyOf(...sighting), sighting]));
    let isNew = false;
    for (const [bucket, value] of others) {
      const key = keyOf(bucket, value);
      if ((latest.get(key)?.[0] ?? -Infinity) >= bucket) continue;
      latest.set(key, [bucket, value]);
      isNew = true;
    }
    return isNew ? sameIfUnchanged(known, newestOf([...latest.values()])) : known;
  };
  const newestOf = (sightings: (readonly [number, JsonValue])[]): Sightings => {
    const newest = sightings.reduce((latest, [bucket]) => Math.max(latest, bucket), -Infinity);
    return sightings
      .filter(([bucket]) => bucket >= oldestBeside(newest))
      .sort((a, b) => a[0] - b[0] || compareTexts(JSON.stringify(a[1]), JSON.stringify(b[1])))
      .slice(-UNIQUE_VALUES) as Sightings;
  };

  return {
    add: (state, time, part) => {
      const bucket = bucketOf(time);
      const known = (state ?? []) as Sightings;
      return unite(
        known,
        (part as JsonValue[]).map((value) => [bucket, value] as const),
      );
    },
    unite: (a, b) => unite(a as Sightings, b as Sightings),
    value(state, now) {
      const counted = ((state ?? []) as Sightings).filter(([bucket]) => isCounted(bucket, now));
      const byText = new Map(counted.map(([, value]) => [JSON.stringify(value), value]));
      return inOrderOfTexts(byText).slice(0, EXACT_UNIQUE_VALUES);
    },
    changesAt: (state, now) =>
      nextTurn(
        ((state ?? []) as Sightings).map(([bucket]) => bucket),
        now,
      ),
  };
}
