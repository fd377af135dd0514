import { describe, expect, it } from 'vitest';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { enter, said } from '../../../support/walk-journey.ts';

const GRANT: Step = { kind: 'grant', id: '1', offer: 'free-appetizer' };

describe('a grant step', () => {
  it('is the event that an offer was granted', () => {
    const decision = enter(aCampaign({ steps: [GRANT] }));
    expect(decision.events).toMatchObject([
      {
        type: 'track',
        name: 'Offer Granted',
        messageId: 'win-back#lapsed.entry.p-john.1#1',
        identifiers: ['email#john@example.com'],
        time: NOW + 1,
        properties: {
          offer: 'free-appetizer',
          campaign: 'win-back',
          step: '1',
          code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{12}$/),
        },
      },
    ]);
    expect(said(decision)).toContain('step 1: grants free-appetizer');
  });

  it('has the same code whenever it is decided, and another for another step or guest', () => {
    const codeOf = (profileId: string, id = '1') => {
      const campaign = aCampaign({ steps: [{ ...GRANT, id }] });
      const signal = anEventMatched({ profileId });
      const active = anActiveProgram([campaign]);
      const begun = beginJourney({
        active,
        campaign,
        profile: aContactableGuest({ profileId }),
        signal,
        now: NOW,
      });
      return begun.kind === 'decided' ? begun.decision.events[0]?.properties.code : undefined;
    };
    expect(codeOf('p-john')).toBe(codeOf('p-john'));
    expect(new Set([codeOf('p-john'), codeOf('p-jane'), codeOf('p-john', '2'), undefined]).size).toBe(4);
  });

  it('is named by a hash where its id would be long', () => {
    const id = 'c'.repeat(250);
    const campaign = aCampaign({ id, steps: [GRANT], frequency: { kind: 'every time' } });
    const signal = anEventMatched({ campaigns: [id] });
    const active = anActiveProgram([campaign]);
    const begun = beginJourney({ active, campaign, profile: aContactableGuest(), signal, now: NOW });
    const messageId = begun.kind === 'decided' ? begun.decision.events[0]?.messageId : undefined;
    expect(messageId).toMatch(/^[0-9a-f]{64}$/);
  });
});
