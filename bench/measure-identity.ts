import type { Figure } from './figure.ts';
import { measureMerges } from './identity/measure-merges.ts';

/** What it takes to know that two are one. */
export async function measureIdentity(): Promise<readonly Figure[]> {
  return measureMerges();
}
