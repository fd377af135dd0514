import { describe, expect, it } from 'vitest';
import { aCampaign, aSend, DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { enter, look, said } from '../../../support/walk-journey.ts';

describe('a send on several channels', () => {
  it('asks `if` where one of its channels is to the guest, and notes nothing where that is as it began', () => {
    const contents = [
      { channel: 'staff', role: 'waiter', message: 'Hello' },
      { channel: 'email', template: 'win-back', subject: 'Hello' },
    ] as const;
    const both = [{ kind: 'wait', id: '1', milliseconds: DAY }, aSend('2', { contents })] as const;
    const campaign = aCampaign({ steps: both, if: { kind: 'consent', purpose: 'marketing' } });
    const begun = enter(campaign);
    const withdrawn = { ...begun, profile: { ...begun.profile, consent: {} } };
    expect(look(campaign, withdrawn, NOW + DAY)?.journey.end).toBe('condition failed');
    const sent = look(campaign, begun, NOW + DAY);
    expect(sent && said(sent).slice(said(begun).length)).toEqual([
      'step 2: staff requested',
      'ended: completed',
    ]);
  });
});
