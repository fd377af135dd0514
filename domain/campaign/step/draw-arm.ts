import { stableShare } from '../../segment/condition/stable-share.ts';
import type { SplitStep } from '../step.ts';

/**
 * Draws an arm of a split in proportion to the weights: the same for a person whenever it is asked.
 * @param seed the person's
 * @returns the place of the arm, from 0
 */
export function drawArm(seed: string, { salt, arms }: Pick<SplitStep, 'salt' | 'arms'>): number {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = stableShare(seed, salt) * total;
  let passed = 0;
  const place = arms.findIndex(({ weight }) => {
    passed += weight;
    return drawn < passed;
  });
  // Sums of fractions may fall short of their total.
  return place >= 0 ? place : arms.findLastIndex(({ weight }) => weight > 0);
}
