import { describe, expect, it } from 'vitest';
import { countVariants, MOST_VARIANTS } from '../../../../domain/campaign/step/count-variants.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import { aSend } from '../../../support/a-campaign.ts';

/** So many splits of two, one behind the other, each with something in its arms and maybe a message after it. */
function splits(count: number, isSendingEach: boolean): Step[] {
  const steps: Step[] = [];
  for (let index = 0; index < count; index += 1) {
    const place = steps.length;
    const id = `${2 * index + 1}`;
    const arms = [place + 1, place + 3].map((to) => ({ weight: 1, to }));
    const grant = (arm: number): Step => ({ kind: 'grant', id: `${id}.${arm}.1`, offer: 'drink' });
    const jump = (arm: number): Step => ({ kind: 'jump', id: `${id}.${arm}.end`, to: place + 5 });
    steps.push({ kind: 'split', id, arms, salt: id }, grant(1), jump(1), grant(2), jump(2));
    if (isSendingEach) steps.push(aSend(`${2 * index + 2}`));
  }
  return steps;
}

describe('the numbers that a campaign’s messages are counted by', () => {
  it('are one of each message where nothing is split', () => {
    expect(countVariants([aSend('1'), { kind: 'wait', id: '2', milliseconds: 1 }, aSend('3')])).toBe(2);
    expect(countVariants([])).toBe(0);
  });

  it('are one of each arm before a message, and of a message within an arm one', () => {
    const arms = [1, 3].map((to) => ({ weight: 1, to }));
    const jump: Step = { kind: 'jump', id: '1.1.end', to: 4 };
    const split: Step = { kind: 'split', id: '1', arms, salt: 's' };
    expect(countVariants([split, aSend('1.1.1'), jump, aSend('1.2.1'), aSend('2')])).toBe(4);
  });

  it('are as many past a branch as ways lead there with different arms', () => {
    const arms = [{ if: { kind: 'everyone' }, to: 1 }, { to: 3 }] as const;
    const branch: Step = { kind: 'branch', id: '1', arms, after: 4 };
    const jump: Step = { kind: 'jump', id: '1.1.end', to: 4 };
    expect(countVariants([branch, aSend('1.1.1'), jump, aSend('1.2.1'), aSend('2')])).toBe(3);
  });

  it('double with each split in two', () => {
    expect(countVariants([...splits(3, false), aSend('z')])).toBe(8);
    expect(countVariants(splits(3, true))).toBe(2 + 4 + 8);
    expect(countVariants(splits(7, true))).toBeLessThanOrEqual(MOST_VARIANTS);
  });

  it('are too many, however many splits there are', () => {
    expect(countVariants(splits(8, true))).toBeGreaterThan(MOST_VARIANTS);
    expect(countVariants([...splits(60, false), aSend('z')])).toBeGreaterThan(MOST_VARIANTS);
  });
});
