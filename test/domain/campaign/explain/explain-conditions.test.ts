import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { explainCampaign } from '../../../../domain/campaign/explain/explain-campaign.ts';
import { aCampaign, aContactableGuest, anActiveProgram } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

function explain(campaign: Partial<Campaign>) {
  const guest = { profile: aContactableGuest(), events: [], now: NOW, journeys: [], versions: new Map() };
  return explainCampaign(anActiveProgram([aCampaign(campaign)]), 'win-back', guest);
}

describe('explainCampaign, of what the campaign asks', () => {
  it('names it, and tells what its conditions say of the guest', () => {
    const everyone = { kind: 'everyone' } as const;
    expect(explain({ if: everyone, stopWhen: { kind: 'not', of: everyone } })).toMatchObject({
      campaign: { id: 'win-back', name: 'Win back' },
      if: { holds: true },
      stopWhen: { holds: false },
    });
  });

  it('tells of the consent to its purpose, unless that needs none', () => {
    expect(explain({ purpose: 'marketing' })).toMatchObject({ consent: { kind: 'consent', holds: true } });
    expect(explain({ purpose: 'news' })).toMatchObject({ consent: { holds: false } });
    expect(explain({ purpose: 'transactional' })).not.toHaveProperty('consent');
  });

  it('leaves out what nobody wrote', () => {
    const explained = explain({});
    for (const part of ['if', 'stopWhen', 'refused']) expect(explained).not.toHaveProperty(part);
  });
});
