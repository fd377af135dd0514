import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { isOneTooMany } from '../../../../domain/campaign/contacts/counting-journeys.ts';
import { aCampaign, aContactableGuest, anActiveProgram } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';

describe('two journeys of a campaign that is entered once per visit', () => {
  const HOUR = 3_600_000;
  const campaign = aCampaign({ frequency: { kind: 'once per visit', aggregate: 'visit' } });
  const visit = { begins: { names: ['Checked In'], where: [] }, endsAfterMilliseconds: 4 * HOUR };
  const active = anActiveProgram([campaign], { aggregates: { visit: { kind: 'visit', visit } } });
  const isTooMany = (other: number, own: number, of = campaign) => {
    const counting = [{ profileId: 'p-a', journeyId: 'win-back#a', enteredAt: NOW + other }];
    const profile = aContactableGuest({
      contacts: { ...NO_CONTACTS, entered: { 'win-back': { last: NOW, times: 2, counting } } },
      aggregates: { visit: [[NOW, NOW + HOUR]] },
    });
    const journey = aJourney({ profileId: 'p-b', journeyId: 'win-back#b', enteredAt: NOW + own });
    return isOneTooMany(active, of, profile, journey);
  };

  it('are one too many where both began in the same visit', () => {
    expect(isTooMany(HOUR, 2 * HOUR)).toBe(true);
  });

  it.each([
    ['one began before it', -HOUR, 2 * HOUR],
    ['one began after it', HOUR, 20 * HOUR],
    ['neither began in a visit that is known', -3 * HOUR, -2 * HOUR],
  ])('may both be where %s', (_what, other, own) => {
    expect(isTooMany(other, own)).toBe(false);
  });

  it('may both be where every time counts, also in one visit', () => {
    expect(isTooMany(HOUR, 2 * HOUR, aCampaign({ frequency: { kind: 'every time' } }))).toBe(false);
  });
});
