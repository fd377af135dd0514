import type { JsonValue } from '../../event/json.ts';

/** A number as people write it. `007` is none, and what has more digits than a number holds exactly is itself. */
const PLAIN_DECIMAL = /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/;
const LONGEST_DECIMAL = 16;

/** What is equal to it has the same: a text that spells a number plainly is that number, all else is itself. */
export function canonicalValue<Value extends JsonValue>(value: Value): Value | number {
  const isNumber = typeof value === 'string' && value.length <= LONGEST_DECIMAL && PLAIN_DECIMAL.test(value);
  // -0 is 0 as JSON, and must be before.
  return isNumber || typeof value === 'number' ? Number(value) + 0 : value;
}
