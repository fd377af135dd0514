const number = new Float64Array(1);
const bits = new BigInt64Array(number.buffer);

/** The least number above one, so that `more than` is `at least`; undefined of undefined. */
export function nextAbove(value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (value === 0) return Number.MIN_VALUE;
  number[0] = value;
  // Read as integers, numbers of one sign lie in the order of their size.
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return number[0];
}

/** The greatest number below one; undefined of undefined. */
export function nextBelow(value: number | undefined): number | undefined {
  const above = nextAbove(value === undefined ? undefined : -value);
  return above === undefined ? undefined : -above;
}
