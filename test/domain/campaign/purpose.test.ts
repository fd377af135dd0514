import { describe, expect, it } from 'vitest';
import { newDelivery } from '../../../domain/campaign/delivery/new-delivery.ts';
import { purposeOf } from '../../../domain/campaign/purpose.ts';
import type { SendStep } from '../../../domain/campaign/step.ts';
import { aCampaign, aSend } from '../../support/a-campaign.ts';
import { aJourney } from '../../support/a-journey.ts';
import { NOW } from '../../support/an-event.ts';

const campaign = aCampaign({ purpose: 'marketing' });
const plain = aSend('1') as SendStep;

describe('the purpose of a message', () => {
  it.each([
    ['email', 'none', 'marketing'],
    ['sms', 'surveys', 'surveys'],
    ['webhook', 'none', 'transactional'],
    ['staff', 'none', 'transactional'],
    ['webhook', 'surveys', 'surveys'],
  ] as const)('by %s, where the step says %s, is %s', (channel, own, purpose) => {
    const step = own === 'none' ? plain : { ...plain, purpose: own };
    expect(purposeOf(campaign, step, channel)).toBe(purpose);
  });

  it('is the same in the ledger as that by which it was decided', () => {
    const decided = { journey: aJourney(), campaign, step: plain, now: NOW };
    expect(newDelivery({ ...decided, channel: 'webhook' }).purpose).toBe('transactional');
    expect(newDelivery({ ...decided, channel: 'email' }).purpose).toBe('marketing');
  });
});
