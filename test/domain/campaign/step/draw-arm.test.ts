import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawArm } from '../../../../domain/campaign/step/draw-arm.ts';
import { stableShare } from '../../../../domain/segment/condition/stable-share.ts';

const PEOPLE = 100_000;
const arms = (...weights: number[]) => weights.map((weight) => ({ weight, to: 1 }));
const SEEDS = Array.from({ length: PEOPLE }, (_, index) => `guest-${index}`);

function counted(salt: string, weights: readonly number[]): readonly number[] {
  const counts = weights.map(() => 0);
  for (const seed of SEEDS) {
    const arm = drawArm(seed, { salt, arms: arms(...weights) });
    counts[arm] = (counts[arm] ?? 0) + 1;
  }
  return counts;
}

/** How far counts are from what the weights promise: for two degrees of freedom, 13.8 is passed once in 1,000. */
function chiSquare(counts: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return counts.reduce((sum, count, arm) => {
    const expected = (PEOPLE * (weights[arm] ?? 0)) / total;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

describe('drawArm', () => {
  it.each([
    ['win-back.split.1', [50, 30, 20]],
    ['win-back.split.2', [1, 1, 1]],
    ['hello.split.1', [98, 1, 1]],
  ])('gives arms of %s their shares of 100,000 guests', (salt, weights) => {
    expect(chiSquare(counted(salt, weights), weights)).toBeLessThan(13.8);
  });

  it('draws one split by no other', () => {
    const pairs = [0, 0, 0, 0];
    for (const seed of SEEDS) {
      const first = drawArm(seed, { salt: 'win-back.split.1', arms: arms(1, 1) });
      const second = drawArm(seed, { salt: 'win-back.split.2', arms: arms(1, 1) });
      pairs[2 * first + second] = (pairs[2 * first + second] ?? 0) + 1;
    }
    // Three degrees of freedom: 16.3 is passed once in 1,000.
    expect(chiSquare(pairs, [1, 1, 1, 1])).toBeLessThan(16.3);
  });

  it('says the same whenever it is asked, and never an arm without weight', () => {
    const weights = fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }).filter((some) => some.some(Boolean));
    fc.assert(
      fc.property(fc.string(), weights, (seed, some) => {
        const split = { salt: 'split', arms: arms(...some) };
        const arm = drawArm(seed, split);
        expect(some[arm]).toBeGreaterThan(0);
        expect(drawArm(seed, split)).toBe(arm);
      }),
    );
  });

  it('ends an arm where its share does', () => {
    const place = stableShare('seed', 'split');
    const drawn = (first: number) => drawArm('seed', { salt: 'split', arms: arms(first, 1 - first) });
    expect([drawn(place), drawn(place + 1e-9)]).toEqual([1, 0]);
  });

  it('leaves everyone where they were when the weights stay in proportion', () => {
    for (const seed of SEEDS.slice(0, 1000)) {
      const asPercent = drawArm(seed, { salt: 'split', arms: arms(50, 25, 25) });
      expect(drawArm(seed, { salt: 'split', arms: arms(2, 1, 1) })).toBe(asPercent);
    }
  });
});
