import type { JsonValue } from '../../event/json.ts';
import { compareTexts } from './tally.ts';

/** A value, its JSON text, and in which buckets it was seen: a bit for each, the lowest for the newest of all. */
export interface Seen {
  readonly value: JsonValue;
  readonly text: string;
  readonly ages: bigint;
}

/** In which buckets values were seen. */
export interface Ranged {
  /** The number of the newest bucket, since the epoch. */
  readonly newest: number;
  /** Of this bucket, and those before, no more is known; null: all is. */
  readonly forgotten: number | null;
  /** Ascending by their texts. */
  readonly seen: readonly Seen[];
}

/** As it is stored. */
interface StoredRange {
  readonly newest: number;
  readonly forgotten: number | null;
  readonly values: readonly JsonValue[];
  /** Of each value, in their order: its bits, with a space between. */
  readonly ages: string;
}

const BASE = 36;
/** The lowest bits: so many fit six digits, as do the 31 above them. Numbers are read much sooner than big ones. */
const LOW_BITS = 30n;
const LOW_DIGITS = 6;

/** Reads what `writeRanged` wrote. */
export function readRanged(state: JsonValue): Ranged {
  const { newest, forgotten, values, ages } = state as unknown as StoredRange;
  const texts = ages.split(' ');
  const seen = values.map((value, place) => ({
    value,
    text: JSON.stringify(value),
    ages: bitsOf(texts[place] ?? ''),
  }));
  return { newest, forgotten, seen };
}

/** The state as JSON, in little room. */
export function writeRanged({ newest, forgotten, seen }: Ranged): JsonValue {
  const stored: StoredRange = {
    newest,
    forgotten,
    values: seen.map(({ value }) => value),
    ages: seen.map(({ ages }) => textOf(ages)).join(' '),
  };
  return stored as unknown as JsonValue;
}

export function compareSeen(a: Seen, b: Seen): number {
  return compareTexts(a.text, b.text);
}

function textOf(ages: bigint): string {
  const [high, low] = [ages >> LOW_BITS, ages & ((1n << LOW_BITS) - 1n)];
  if (high === 0n) return low.toString(BASE);
  return `${high.toString(BASE)}${low.toString(BASE).padStart(LOW_DIGITS, '0')}`;
}

function bitsOf(text: string): bigint {
  const [high, low] = [text.slice(0, -LOW_DIGITS), text.slice(-LOW_DIGITS)];
  const lowest = BigInt(Number.parseInt(low, BASE));
  return high === '' ? lowest : (BigInt(Number.parseInt(high, BASE)) << LOW_BITS) | lowest;
}
