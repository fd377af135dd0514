import { describe, expect, it } from 'vitest';
import { createExpiringCache } from '../../../lambdas/adapters/expiring-cache.ts';

const MILLISECONDS = 30_000;

/** A cache of two entries that tells what was read, and whose clock stands until it is moved. */
function aCache() {
  const read: string[] = [];
  let now = 1_000_000;
  const cache = createExpiringCache<string>(MILLISECONDS, 2, () => now);
  const get = (name: string) =>
    cache.get(name, async () => {
      read.push(name);
      return `what is under ${name}`;
    });
  return { get, read, pass: (milliseconds: number) => (now += milliseconds) };
}

describe('given a cache that is full', () => {
  it('when something else is read, then what was asked for longest ago is read anew, and what is in use is not', async () => {
    const { get, read } = aCache();
    for (const name of ['in use', 'guess 1', 'in use', 'guess 2', 'in use', 'guess 3', 'in use']) {
      await get(name);
    }
    await get('guess 1');

    expect(read).toEqual(['in use', 'guess 1', 'guess 2', 'guess 3', 'guess 1']);
  });
});

describe('given an entry that is asked for again and again', () => {
  it('when its time is over, then it is read anew: to be used does not make it younger', async () => {
    const { get, read, pass } = aCache();
    await get('key');
    pass(MILLISECONDS - 1);
    await get('key');
    expect(read).toEqual(['key']);
    pass(1);

    expect(await get('key')).toBe('what is under key');
    expect(read).toEqual(['key', 'key']);
  });
});
