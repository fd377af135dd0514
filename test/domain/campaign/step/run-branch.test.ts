import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { aCampaign, aSend, BOOKED_SINCE_ENTRY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked, enter, look, said } from '../../../support/walk-journey.ts';

const YES: Condition = { kind: 'everyone' };
const NO: Condition = { kind: 'not', of: YES };

/** Sends 1.1.1 or 1.2.1, and then 2. */
function branching(first: Condition, second?: Condition): readonly Step[] {
  return [
    {
      kind: 'branch',
      id: '1',
      arms: [
        { if: first, to: 1 },
        { ...(second && { if: second }), to: 3 },
      ],
      after: 5,
    },
    aSend('1.1.1'),
    { kind: 'jump', id: '1.end', to: 5 },
    aSend('1.2.1'),
    { kind: 'jump', id: '1.end', to: 5 },
    aSend('2'),
  ];
}

describe('a branch', () => {
  it.each<[string, Condition, Condition | undefined, string[], string]>([
    ['the first arm that holds', YES, YES, ['1.1.1', '2'], 'step 1: arm 1'],
    ['a later one', NO, YES, ['1.2.1', '2'], 'step 1: arm 2'],
    ['else', NO, undefined, ['1.2.1', '2'], 'step 1: arm 2, as no other'],
    ['what follows, where none holds', NO, NO, ['2'], 'step 1: no arm'],
  ])('takes %s', (_what, first, second, sent, what) => {
    const decision = enter(aCampaign({ steps: branching(first, second) }));
    expect(decision.deliveries.map(({ step }) => step)).toEqual(sent);
    expect(said(decision)).toContain(what);
  });

  it("asks by the journey's clock", () => {
    const wait: Step = { kind: 'wait', id: '0', milliseconds: 1000 };
    const shifted = branching(BOOKED_SINCE_ENTRY).map((step): Step => {
      if (step.kind === 'jump') return { ...step, to: step.to + 1 };
      if (step.kind !== 'branch') return step;
      return { ...step, after: step.after + 1, arms: step.arms.map((arm) => ({ ...arm, to: arm.to + 1 })) };
    });
    const campaign = aCampaign({ steps: [wait, ...shifted] });
    const sentAfter = (time: number) =>
      look(campaign, booked(enter(campaign), time), NOW + 1000)?.deliveries.map(({ step }) => step);
    expect(sentAfter(NOW - 1)).toEqual(['1.2.1', '2']);
    expect(sentAfter(NOW + 1)).toEqual(['1.1.1', '2']);
  });

  it('takes for false what the present playbook can no longer answer, and says so', () => {
    const dropped: Condition = { kind: 'not', of: { ...BOOKED_SINCE_ENTRY, aggregate: 'dropped' } as never };
    const decision = enter(aCampaign({ steps: branching(dropped) }));
    expect(decision.deliveries.map(({ step }) => step)).toEqual(['1.2.1', '2']);
    expect(said(decision)).toContain(
      'step 1: arm 1 is false: the present playbook cannot answer what it asks',
    );
  });
});
