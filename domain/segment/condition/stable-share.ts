import { createHash } from 'node:crypto';

const SHARES = 2 ** 32;

/**
 * Where a person stands in a lottery, from 0 up to 1: the same for ever, and different in each lottery.
 * @param seed the person's
 * @param salt the lottery's
 */
export function stableShare(seed: string, salt: string): number {
  return createHash('sha256').update(`${seed}#${salt}`).digest().readUInt32BE(0) / SHARES;
}
