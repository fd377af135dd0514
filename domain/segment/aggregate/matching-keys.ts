import { fingerprint } from '../../event/fingerprint.ts';
import type { JsonObject } from '../../event/json.ts';
import { flatten, readPath } from '../matcher/read-path.ts';
import { canonicalValue } from './canonical-value.ts';
import { compareTexts } from './tally.ts';

/** 48 bits: two of a guest's values are hardly ever taken for one. */
export const MATCHING_KEY_LENGTH = 8;

/**
 * What events are found equal by: a short hash for each combination of the values at the paths, through lists; in
 * order, of more than `limit` the first. None where a path has no value.
 */
export function matchingKeys(
  properties: JsonObject,
  paths: readonly (readonly string[])[],
  limit: number,
): readonly string[] {
  const texts = paths.reduce<readonly string[]>(
    (combinations, path) => {
      const values = textsAt(properties, path);
      return combinations.flatMap((before) => values.map((value) => `${before},${value}`)).slice(0, limit);
    },
    [''],
  );
  return [...new Set(texts.map((text) => fingerprint(text).slice(0, MATCHING_KEY_LENGTH)))].sort(
    compareTexts,
  );
}

/** The different scalars at a path; numbers and text that spells one plainly are the same. */
function textsAt(properties: JsonObject, path: readonly string[]): readonly string[] {
  const scalars = flatten(readPath(properties, path)).filter((value) => typeof value !== 'object');
  return [...new Set(scalars.map((value) => JSON.stringify(canonicalValue(value))))].sort(compareTexts);
}
