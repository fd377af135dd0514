import type { JsonValue } from '../../event/json.ts';
import type { MeasureWindow } from './measure-window.ts';
import { compareTexts } from './tally.ts';
import { inOrderOfTexts, UNIQUE_VALUES } from './unique-values.ts';
import { type BoundedWindow, createWindowBuckets } from './window-buckets.ts';

/** Ascending by bucket, then by the value's JSON text. */
type Sightings = Sighting[] & JsonValue;
type Sighting = readonly [bucket: number, value: JsonValue];

/**
 * The different values in a sliding window. A window that ends now asks only for the bucket that each was last seen in;
 * one with a near edge for all of them. The newest 101 of these are kept, which does not depend on the order in which
 * they came: more than 100 make the list approximate.
 */
export function createUniqueWindow(window: BoundedWindow): MeasureWindow {
  const { bucketOf, isCounted, oldestBeside, nextTurn } = createWindowBuckets(window);
  const isLatestOnly = window.untilMilliseconds === undefined;
  /** A sighting that tells as much of the value as this one. */
  const isKnownBy = (sighting: Sighting) => (known: Sighting) =>
    known[1] === sighting[1] && (isLatestOnly || known[0] === sighting[0]);

  const withSighting = (known: Sightings, sighting: Sighting): Sightings => {
    const oldest = oldestBeside(Math.max(sighting[0], known.at(-1)?.[0] ?? sighting[0]));
    const found = known.findIndex(isKnownBy(sighting));
    if (sighting[0] < oldest || (known[found]?.[0] ?? -Infinity) >= sighting[0]) return known;
    const others = known.filter(([bucket], place) => place !== found && bucket >= oldest);
    const place = others.findLastIndex((other) => compareSightings(other, sighting) < 0);
    const isTooMany = others.length >= UNIQUE_VALUES;
    return isTooMany && place < 0
      ? known
      : (others.toSpliced(place + 1, 0, sighting).slice(-UNIQUE_VALUES) as Sightings);
  };

  return {
    add: (state, time, part) =>
      (part as JsonValue[]).reduce<Sightings>(
        (known, value) => withSighting(known, [bucketOf(time), value]),
        (state ?? []) as Sightings,
      ),
    unite: (a, b) => (b as Sightings).reduce(withSighting, a as Sightings),
    value(state, now) {
      const counted = ((state ?? []) as Sightings).filter(([bucket]) => isCounted(bucket, now));
      const byText = new Map(counted.map(([, value]) => [JSON.stringify(value), value]));
      return inOrderOfTexts(byText);
    },
    changesAt: (state, now) =>
      nextTurn(
        ((state ?? []) as Sightings).map(([bucket]) => bucket),
        now,
      ),
  };
}

function compareSightings(a: Sighting, b: Sighting): number {
  return a[0] - b[0] || compareTexts(JSON.stringify(a[1]), JSON.stringify(b[1]));
}
