import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { aCampaign, anActiveProgram, aSend, DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { enter, look } from '../../../support/walk-journey.ts';

const caps = [{ channel: 'email' as const, atMost: 1, perMilliseconds: DAY }];
const other = aCampaign({ id: 'other', steps: [aSend('1')] });
const activeOf = (campaign: Campaign, others = [other]) =>
  anActiveProgram([campaign, ...others], { permission: { suppress: [], caps } });

describe('a journey that waits', () => {
  it('given that it may then want room that others want, then its guest says until when, and no more after', () => {
    const campaign = aCampaign();
    const options = { active: activeOf(campaign) };
    const entered = enter(campaign, options);
    const { profileId, journeyId } = entered.journey;
    const wait = { profileId, journeyId, campaign: campaign.id, until: NOW + 3 * DAY };
    expect(entered.profile.contacts.waits).toEqual([wait]);
    expect(look(campaign, entered, NOW + 3 * DAY, options)?.profile.contacts.waits).toBeUndefined();
  });

  it.each([
    ['nobody else wants it', aCampaign(), []],
    [
      'it says nothing any more',
      aCampaign({ steps: [aSend('1'), { kind: 'wait', id: '2', milliseconds: DAY }] }),
      [other],
    ],
    ['no cap counts it', aCampaign({ purpose: 'transactional' }), [other]],
  ])('given that %s, then its guest says nothing', (_why, campaign, others) => {
    const entered = enter(campaign, { active: activeOf(campaign, others) });
    expect(entered.journey.status).toBe('waiting');
    expect(entered.profile.contacts.waits).toBeUndefined();
  });

  it('given that quiet hours hold its message, then the guest says so as of what is held, and once', () => {
    const campaign = aCampaign({ steps: [aSend('1')] });
    const all = { from: { hour: 0, minute: 0 }, to: { hour: 23, minute: 59 }, channels: ['email'] };
    const active = anActiveProgram([campaign, other], {
      permission: { suppress: [], caps, quietHours: all },
    });
    const { contacts } = enter(campaign, { active }).profile;
    expect(contacts.held).toHaveLength(1);
    expect(contacts.waits).toBeUndefined();
  });
});
