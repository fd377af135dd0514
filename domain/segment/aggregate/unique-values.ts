import { fingerprint } from '../../event/fingerprint.ts';
import type { JsonValue } from '../../event/json.ts';
import { jsonBytes } from '../../event/json-bytes.ts';
import { MAXIMUM_TOP_VALUE_BYTES } from '../../event/limits.ts';
import { canonicalValue } from './canonical-value.ts';
import { compareTexts, type Scalar } from './tally.ts';

/** So many different values are told apart, and listed. */
export const EXACT_UNIQUE_VALUES = 100;
/** One more is remembered, and counted: where it is there, there are more than a hundred. */
export const UNIQUE_VALUES = EXACT_UNIQUE_VALUES + 1;
/** Of a longer text so many characters are remembered: with its hash it takes 200 bytes at most, whatever they are. */
const BEGINNING_CHARACTERS = 30;

/** Texts, numbers and booleans; texts over 200 bytes are left out. */
export function scalarsAmong(values: readonly JsonValue[]): Scalar[] {
  return values.filter(isCounted);
}

function isCounted(value: JsonValue): value is Scalar {
  if (typeof value === 'string') return jsonBytes(value) <= MAXIMUM_TOP_VALUE_BYTES;
  return typeof value !== 'object';
}

/**
 * Texts, numbers and booleans as they are told apart: `5` and `"5"` are one, the number; of a text over 200 bytes its
 * beginning stands with a hash of all of it.
 */
export function differentAmong(values: readonly JsonValue[]): Scalar[] {
  return values.filter(isScalar).map((value) => canonicalValue(isCounted(value) ? value : shortened(value)));
}

function isScalar(value: JsonValue): value is Scalar {
  return typeof value !== 'object';
}

/** Whole characters: half of a pair is no text. */
function shortened(value: Scalar): string {
  const text = String(value);
  const beginning = [...text.slice(0, 2 * BEGINNING_CHARACTERS)].slice(0, BEGINNING_CHARACTERS);
  return `${beginning.join('')}…${fingerprint(text)}`;
}

/**
 * The different values of both, ascending by their JSON text. Of more than 101 the first: these do not depend on the
 * order in which they came. Answers the very first list where the second adds nothing.
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
