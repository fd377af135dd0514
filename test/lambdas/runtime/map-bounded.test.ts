import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapBounded } from '../../../lambdas/runtime/map-bounded.ts';

describe('doing something for every item, so many at a time', () => {
  it('gives the results in the items’ order and never has more in flight', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3)), fc.integer({ min: 1, max: 5 }), async (turns, limit) => {
        let inFlight = 0;
        let most = 0;
        const results = await mapBounded(turns, limit, async (count, index) => {
          inFlight += 1;
          most = Math.max(most, inFlight);
          for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
          inFlight -= 1;
          return index;
        });
        expect(results).toEqual(turns.map((_, index) => index));
        expect(most).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('after a failure begins nothing more, waits for what was begun, and throws the first failure', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error('one');
      await Promise.resolve();
      await Promise.resolve();
      ended.push(item);
    };
    await expect(mapBounded([0, 1, 2, 3, 4, 5, 6, 7], 3, work)).rejects.toThrow('one');
    expect(begun.length).toBeLessThan(8);
    expect(ended).toEqual(begun.filter((item) => item !== 1));
  });
});
