import type { JsonValue } from '../../event/json.ts';
import { jsonBytes } from '../../event/json-bytes.ts';
import { MAXIMUM_TOP_VALUE_BYTES } from '../../event/limits.ts';
import { compareTexts, type Scalar } from './tally.ts';

/** So many different values are told; there may be more. */
export const EXACT_UNIQUE_VALUES = 100;
/** One more is remembered: where it is there, the values are approximate. */
export const UNIQUE_VALUES = EXACT_UNIQUE_VALUES + 1;

/** Texts, numbers and booleans; texts over 200 bytes are left out. */
export function scalarsAmong(values: readonly JsonValue[]): Scalar[] {
  return values.filter(isCounted);
}

function isCounted(value: JsonValue): value is Scalar {
  if (typeof value === 'string') return jsonBytes(value) <= MAXIMUM_TOP_VALUE_BYTES;
  return typeof value !== 'object';
}

/**
 * The different values of both, ascending by their JSON text: `5` and `"5"` are two. Of more than 101 the first: these
 * do not depend on the order in which they came. Answers the very first list where the second adds nothing.
 */
export function uniteUniques(known: JsonValue[], others: readonly JsonValue[]): JsonValue[] {
  const isFull = known.length >= UNIQUE_VALUES;
  const last = isFull ? JSON.stringify(known.at(-1)) : undefined;
  const isNew = (value: JsonValue) =>
    !known.includes(value) && (last === undefined || JSON.stringify(value) < last);
  const added = others.filter(isNew);
  if (added.length === 0) return known;
  const byText = new Map([...known, ...added].map((value) => [JSON.stringify(value), value]));
  return inOrderOfTexts(byText).slice(0, UNIQUE_VALUES);
}

/** The values, ascending by their JSON texts. */
export function inOrderOfTexts(byText: ReadonlyMap<string, JsonValue>): JsonValue[] {
  return [...byText].sort(([a], [b]) => compareTexts(a, b)).map(([, value]) => value);
}
