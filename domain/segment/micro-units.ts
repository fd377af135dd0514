import type { JsonValue } from '../event/json.ts';
import { toNumber } from './compare-values.ts';

const MICRO_UNITS = 1e6;
/** From here on a number has no plain decimal notation. */
const TOO_LARGE = 1e21;

/** An exact amount in units of 10⁻⁶, as JSON: a number while that is exact, else its digits. */
export type Amount = number | string;

/** A number, or text that spells one, in units of 10⁻⁶; undefined for anything that cannot be summed. */
export function toMicroUnits(value: JsonValue): bigint | undefined {
  const number = toNumber(value);
  if (number === undefined || Math.abs(number) >= TOO_LARGE) return undefined;
  return BigInt(number.toFixed(6).replace('.', ''));
}

export function fromMicroUnits(amount: Amount): number {
  return Number(amount) / MICRO_UNITS;
}

export function addAmounts(a: Amount, b: Amount | bigint): Amount {
  const sum = BigInt(a) + BigInt(b);
  const number = Number(sum);
  return Number.isSafeInteger(number) ? number : sum.toString();
}
