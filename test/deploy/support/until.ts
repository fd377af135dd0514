import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 250;
/** Long, since wake runs once a minute and machines are busy; nothing is said about how fast anything is. */
const PATIENCE_MILLISECONDS = 150_000;

/**
 * Looks again and again until there is something to see.
 * @param what for the message where it never comes
 * @param look gives undefined or false as long as it has not come
 */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MILLISECONDS;
  while (Date.now() < giveUpAt) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await sleep(POLL_MILLISECONDS);
  }
  throw new Error(`waited in vain until ${what}`);
}
