import { describe, expect, it } from 'vitest';
import { campaignsAsked } from '../../../../domain/campaign/journey/campaigns-asked.ts';
import { conditionsOf } from '../../../../domain/campaign/journey/conditions-of.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { aCampaign, aSend } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';

const sent = (campaign: string): Condition => ({ kind: 'message', campaign, status: 'sent' });
const STEPS: readonly Step[] = [
  { kind: 'branch', id: '1', arms: [{ if: sent('in-arm'), to: 1 }, { to: 1 }], after: 1 },
  { kind: 'wait for event', id: '2', until: sent('in-wait'), aggregates: [], atMostMilliseconds: 1 },
  aSend('3'),
];
const CAMPAIGN = aCampaign({ if: sent('in-if'), stopWhen: sent('in-stop'), steps: STEPS });

describe('conditionsOf', () => {
  it('finds what is asked at each look, in branches and in waits', () => {
    expect(conditionsOf(CAMPAIGN)).toEqual(['in-if', 'in-stop', 'in-arm', 'in-wait'].map(sent));
    expect(conditionsOf(aCampaign())).toEqual([]);
  });
});

describe('campaignsAsked', () => {
  it('finds the campaigns that segments, campaigns, suppressions and entries ask about', () => {
    const program = aProgram({
      segments: [{ id: 'told', name: 'Told', when: sent('in-segment') }],
      campaigns: { 'win-back': CAMPAIGN },
      permission: { suppress: [{ name: 'enough', when: sent('in-suppression') }], caps: [] },
      aggregates: { entry: { kind: 'entry', when: { kind: 'not', of: sent('in-entry') } } as never },
    });
    const asked = ['in-segment', 'in-if', 'in-stop', 'in-arm', 'in-wait', 'in-suppression', 'in-entry'];
    expect([...campaignsAsked(program)].sort()).toEqual(asked.sort());
  });
});
