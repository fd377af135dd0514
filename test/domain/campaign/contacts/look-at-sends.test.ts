import { describe, expect, it } from 'vitest';
import { lookAtSends } from '../../../../domain/campaign/contacts/look-at-sends.ts';
import { campaignsAsked } from '../../../../domain/campaign/journey/campaigns-asked.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { aCampaign } from '../../../support/a-campaign.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { anActiveProgram } from '../../../support/an-asking.ts';
import { NOW } from '../../../support/an-event.ts';

const sent = (campaign: string): Condition => ({ kind: 'message', campaign, status: 'sent' });
const active = anActiveProgram(
  { entries: { kind: 'entry', when: sent('by an entry') } },
  {
    segments: [
      { id: 'told', name: 'Told', when: sent('win-back') },
      { id: 'untold', name: 'Untold', when: { kind: 'not', of: sent('win-back') } },
      { id: 'everyone', name: 'Everyone', when: { kind: 'everyone' } },
    ],
    campaigns: {
      'win-back': aCampaign({ if: sent('by if'), stopWhen: sent('by stopWhen') }),
      plain: aCampaign({ id: 'plain' }),
    },
  },
);

describe('lookAtSends', () => {
  it('has the segments looked at now that ask about the campaign', () => {
    const before = aProfile({ nextChanges: { told: NOW + 5, everyone: NOW + 9 }, wakeAt: NOW + 5 });
    const { nextChanges, wakeAt } = lookAtSends(active, before, 'win-back', NOW);
    expect([nextChanges, wakeAt]).toEqual([{ told: NOW, untold: NOW, everyone: NOW + 9 }, NOW]);
  });

  it('leaves what is due before as it is', () => {
    const before = aProfile({ nextChanges: { told: NOW - 5 }, wakeAt: NOW - 5 });
    const { nextChanges, wakeAt } = lookAtSends(active, before, 'win-back', NOW);
    expect([nextChanges.told, wakeAt]).toEqual([NOW - 5, NOW - 5]);
  });

  it('changes nothing for a campaign that no segment asks about', () => {
    const before = aProfile();
    expect(lookAtSends(active, before, 'plain', NOW)).toBe(before);
  });
});

describe('campaignsAsked', () => {
  it('finds them in segments, entries and campaigns', () => {
    expect([...campaignsAsked(active.program)].sort()).toEqual([
      'by an entry',
      'by if',
      'by stopWhen',
      'win-back',
    ]);
  });
});
