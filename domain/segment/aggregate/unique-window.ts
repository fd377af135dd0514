import type { JsonValue } from '../../event/json.ts';
import type { MeasureWindow } from './measure-window.ts';
import { compareSightings, packSightings, type Sighting, unpackSightings } from './unique-sightings.ts';
import { inOrderOfTexts, UNIQUE_VALUES } from './unique-values.ts';
import { type BoundedWindow, createWindowBuckets } from './window-buckets.ts';

/** In order. */
type Sightings = readonly Sighting[];

/**
 * The different values in a sliding window that ends now: only the bucket matters that each was last seen in. The newest
 * 101 are kept, which does not depend on the order in which they came: more than 100 make the list approximate.
 */
export function createUniqueWindow(window: BoundedWindow): MeasureWindow {
  const { bucketOf, isCounted, oldestBeside, nextTurn } = createWindowBuckets(window);
  const withSighting = (known: Sightings, sighting: Sighting): Sightings => {
    const oldest = oldestBeside(Math.max(sighting[0], known.at(-1)?.[0] ?? sighting[0]));
    const found = known.findIndex(([, value]) => value === sighting[1]);
    if (sighting[0] < oldest || (known[found]?.[0] ?? -Infinity) >= sighting[0]) return known;
    const others = known.filter(([bucket], place) => place !== found && bucket >= oldest);
    const place = others.findLastIndex((other) => compareSightings(other, sighting) < 0);
    const isTooMany = others.length >= UNIQUE_VALUES;
    return isTooMany && place < 0 ? known : others.toSpliced(place + 1, 0, sighting).slice(-UNIQUE_VALUES);
  };
  const withSightings = (state: JsonValue | undefined, sightings: Sightings): JsonValue => {
    const before = unpackSightings(state);
    const after = sightings.reduce(withSighting, before);
    return state !== undefined && after === before ? state : packSightings(after);
  };

  return {
    add(state, time, part) {
      const bucket = bucketOf(time);
      return withSightings(
        state,
        (part as JsonValue[]).map((value) => [bucket, value]),
      );
    },
    unite: (a, b) => withSightings(a, unpackSightings(b)),
    value(state, now) {
      const counted = unpackSightings(state).filter(([bucket]) => isCounted(bucket, now));
      const byText = new Map(counted.map(([, value]) => [JSON.stringify(value), value]));
      return inOrderOfTexts(byText);
    },
    changesAt: (state, now) =>
      nextTurn(
        unpackSightings(state).map(([bucket]) => bucket),
        now,
      ),
  };
}
