import { type BenchGuest, identifyOf, pageOf } from './messages.ts';
import type { BatchCost, RunBatch } from './pipeline.ts';

const START = Date.UTC(2026, 2, 4, 10);
const SECOND = 1_000;
const BROWSER = '7d3b8c1e-52f4-4e0b-8a67-0000000000';

/** What comes once in a guest's life, each measured alone: these are transactions, so they cost double. */
export interface Beginnings {
  /** A new browser's first event. */
  readonly newBrowser: BatchCost;
  /** The first event of a guest with a userId and a browser. */
  readonly newGuest: BatchCost;
  /** A known guest signs in on another browser that had been somebody of its own. */
  readonly merge: BatchCost;
}

export async function runBeginnings(run: RunBatch): Promise<Beginnings> {
  let number = 1_000_000;
  const page = (guest: BenchGuest, at: number) => run([pageOf(guest, ++number, at)], at);
  const newBrowser = await page({ anonymousId: `${BROWSER}01` }, START);
  const newGuest = await page({ userId: 'beginner-1', anonymousId: `${BROWSER}02` }, START + SECOND);
  const at = START + 2 * SECOND;
  const signIn = identifyOf(
    { userId: 'beginner-1', anonymousId: `${BROWSER}01` },
    { firstName: 'Johanna', lastName: 'Musterfrau' },
    ++number,
    at,
  );
  return { newBrowser, newGuest, merge: await run([signIn], at) };
}
