import type { JsonValue } from '../../event/json.ts';
import { parseMoment } from '../../time/moment.ts';
import { isObject } from './read-path.ts';

/** Blanks about it are as good as none. */
const NUMERIC_TEXT = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;

/** From here on a number may be an epoch, in seconds or milliseconds: the date that it is has an order with dates. */
export const LEAST_EPOCH = 1e8;

/** A number, or text that spells one; undefined for anything else. */
export function toNumber(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !NUMERIC_TEXT.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Text, or a number as text; undefined for anything else. */
export function toText(value: JsonValue, ignoreCase: boolean): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  return ignoreCase ? text.toLowerCase() : text;
}

/** Numeric text equals the number; two texts are equal only as texts, so that `01234` is not `1234`. */
export function areEqual(a: JsonValue, b: JsonValue, ignoreCase: boolean): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') {
    return ignoreCase && a.toLowerCase() === b.toLowerCase();
  }
  if (typeof a === 'number' || typeof b === 'number') {
    const number = toNumber(a);
    return number !== undefined && number === toNumber(b);
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length && a.every((element, index) => areEqual(element, b[index] ?? null, ignoreCase))
    );
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && areEqual(a[key] ?? null, b[key] ?? null, ignoreCase));
}

/**
 * Makes a comparison with a fixed value: numbers as numbers, dates as moments (an epoch with either), other texts by their characters.
 * The comparison answers a negative number, zero or a positive one, and undefined where the two cannot be compared.
 */
export function compareWith(
  expected: string | number,
  zone: string,
  ignoreCase: boolean,
): (value: JsonValue) => number | undefined {
  const number = toNumber(expected);
  const moment = parseMoment(expected, zone);
  if (number !== undefined) {
    const epoch = Math.abs(number) >= LEAST_EPOCH ? moment : undefined;
    if (epoch === undefined) return (value) => difference(toNumber(value), number);
    return (value) => difference(toNumber(value), number) ?? difference(parseMoment(value, zone), epoch);
  }
  if (moment !== undefined) return (value) => difference(parseMoment(value, zone), moment);
  const text = toText(expected, ignoreCase) ?? '';
  return (value) => {
    if (typeof value !== 'string') return undefined;
    const other = ignoreCase ? value.toLowerCase() : value;
    if (other === text) return 0;
    return other < text ? -1 : 1;
  };
}

function difference(a: number | undefined, b: number): number | undefined {
  return a === undefined ? undefined : a - b;
}
