/** Of the normal distribution: 95 % lie within so many standard deviations. */
const Z = 1.959964;

/**
 * The 95 % interval of a share that was seen in a random sample (Wilson's score interval): it is right also for shares near 0
 * and 1, where the usual one is not.
 * @param found of `looked`, which is more than 0
 * @returns shares, from 0 to 1
 */
export function wilsonInterval(
  found: number,
  looked: number,
): { readonly low: number; readonly high: number } {
  const share = found / looked;
  const square = (Z * Z) / looked;
  const middle = (share + square / 2) / (1 + square);
  const half = (Z * Math.sqrt((share * (1 - share)) / looked + square / (4 * looked))) / (1 + square);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
