import { describe, expect, it } from 'vitest';
import { drawArm } from '../../../../domain/campaign/step/draw-arm.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import { aCampaign, aContactableGuest, aSend } from '../../../support/a-campaign.ts';
import { enter, said } from '../../../support/walk-journey.ts';

const SPLIT = {
  kind: 'split',
  id: '1',
  salt: 'win-back.split.1',
  arms: [
    { weight: 50, to: 1 },
    { weight: 30, to: 3 },
    { weight: 20, to: 5 },
  ],
} as const;
const STEPS: readonly Step[] = [
  SPLIT,
  aSend('1.1.1'),
  { kind: 'jump', id: '1.end', to: 7 },
  aSend('1.2.1'),
  { kind: 'jump', id: '1.end', to: 7 },
  aSend('1.3.1'),
  { kind: 'jump', id: '1.end', to: 7 },
  aSend('2'),
];

describe('a split', () => {
  it.each(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])(
    'sends %s what its arm says, and names the arm',
    (seed) => {
      const arm = drawArm(seed, SPLIT) + 1;
      const decision = enter(aCampaign({ steps: STEPS }), { profile: aContactableGuest({ seed }) });
      expect(decision.journey.arms).toEqual({ 1: arm });
      expect(decision.deliveries).toMatchObject([
        { step: `1.${arm}.1`, variant: `1=${arm}` },
        { step: '2', variant: `1=${arm}` },
      ]);
      expect(said(decision)).toContain(`step 1: arm ${arm} of 3, drawn`);
    },
  );

  it('names the arms of several in the order of the steps', () => {
    const second: Step = { kind: 'split', id: '10', salt: 's', arms: [{ weight: 1, to: 2 }] };
    const first: Step = {
      kind: 'split',
      id: '9',
      salt: 't',
      arms: [
        { weight: 0, to: 1 },
        { weight: 1, to: 1 },
      ],
    };
    const decision = enter(aCampaign({ steps: [first, second, aSend('11')] }));
    expect(decision.deliveries).toMatchObject([{ variant: '9=2,10=1' }]);
  });

  it('is remembered by nobody who was not split', () => {
    const decision = enter(aCampaign({ steps: [aSend('1')] }));
    expect(decision.deliveries[0]).not.toHaveProperty('variant');
    expect(decision.journey).not.toHaveProperty('arms');
  });
});
