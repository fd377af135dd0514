import type { JsonValue } from '../../event/json.ts';
import { toNumber } from '../matcher/compare-values.ts';

const MICRO_UNITS = 1e6;
/** From here on a number has no plain decimal notation. */
const TOO_LARGE = 1e21;
/** Below this, binary fractions lie much closer together than millionths. */
const FINE_GRAINED = 1e9;
const FINE_GRAINED_MICRO_UNITS = FINE_GRAINED * MICRO_UNITS;

/** An exact amount in units of 10⁻⁶, as JSON: a number while that is exact, else its digits. */
export type Amount = number | string;

/** A number, or text that spells one, in units of 10⁻⁶; undefined for anything that cannot be summed. */
export function toMicroUnits(value: JsonValue): Amount | undefined {
  const number = toNumber(value);
  if (number === undefined || Math.abs(number) >= TOO_LARGE) return undefined;
  const nearest = Math.round(number * MICRO_UNITS);
  if (nearest / MICRO_UNITS === number && Math.abs(number) < FINE_GRAINED) return withoutSign(nearest);
  return toAmount(BigInt(number.toFixed(6).replace('.', '')));
}

export function fromMicroUnits(amount: Amount): number {
  return Number(amount) / MICRO_UNITS;
}

export function addAmounts(a: Amount, b: Amount): Amount {
  const sum = typeof a === 'number' && typeof b === 'number' ? a + b : Number.NaN;
  return Number.isSafeInteger(sum) ? sum : toAmount(BigInt(a) + BigInt(b));
}

/** An amount in fewer characters: in units, as `12.5`, while that tells the millionths exactly; else its digits. */
export function packAmount(amount: Amount): Amount {
  const isExact = typeof amount === 'number' && Math.abs(amount) < FINE_GRAINED_MICRO_UNITS;
  return isExact ? amount / MICRO_UNITS : String(amount);
}

export function unpackAmount(packed: Amount): Amount {
  return typeof packed === 'number'
    ? withoutSign(Math.round(packed * MICRO_UNITS))
    : toAmount(BigInt(packed));
}

function toAmount(exact: bigint): Amount {
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact.toString();
}

/** -0 is 0 as JSON, and must be before. */
function withoutSign(number: number): number {
  return number === 0 ? 0 : number;
}
