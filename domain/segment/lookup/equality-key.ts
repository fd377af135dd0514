import type { JsonValue } from '../../event/json.ts';
import { toNumber } from '../matcher/compare-values.ts';

/** Under what a value is found: two that `areEqual` calls equal, in whatever case, have the same. */
export type EqualityKey = number | string | boolean;

/** A value's key; undefined for objects and lists, which are not looked up. */
export function equalityKey(value: JsonValue): EqualityKey | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'object') return undefined;
  // `5` and `5.0` get one key though they are two texts: both equal the number.
  return toNumber(value) ?? String(value).toLowerCase();
}
