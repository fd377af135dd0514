import type { JsonValue } from '../../event/json.ts';
import { compareTexts } from './tally.ts';

/** In a bucket, by its number since the epoch, a value was seen. */
export type Sighting = readonly [bucket: number, value: JsonValue];

/** Ascending by bucket, then by the value's JSON text. */
export function compareSightings(a: Sighting, b: Sighting): number {
  return a[0] - b[0] || compareTexts(JSON.stringify(a[1]), JSON.stringify(b[1]));
}

/**
 * Sightings in order, in little room: one element each. The first in a bucket says how far that is from the one before;
 * the others are their values.
 */
export function packSightings(sightings: readonly Sighting[]): JsonValue {
  let last: number | undefined;
  return sightings.map(([bucket, value]) => {
    if (bucket === last) return value;
    const distance = bucket - (last ?? 0);
    last = bucket;
    return [distance, value];
  });
}

/** The sightings that were packed; of no state, none. */
export function unpackSightings(packed: JsonValue | undefined): readonly Sighting[] {
  let bucket = 0;
  return ((packed ?? []) as JsonValue[]).map((element) => {
    if (!Array.isArray(element)) return [bucket, element];
    const [distance, value = null] = element;
    bucket += Number(distance);
    return [bucket, value];
  });
}
