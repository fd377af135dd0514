import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { type Contacts, NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { isCollapsed, withEntry } from '../../../../domain/campaign/contacts/contacts-changes.ts';
import { aCampaign, aDelivery } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';

const OWN = { profileId: 'p-john', journeyId: 'win-back#lapsed.entry.p-john.1' };
const OTHER = { profileId: 'p-older', journeyId: 'win-back#lapsed.entry.p-older.1' };
const ONCE = { kind: 'once' } as const;
const PER_DAY = { kind: 'once per', milliseconds: 86_400_000 } as const;

describe('withEntry', () => {
  const EVERY_TIME = aCampaign({ frequency: { kind: 'every time' } });
  const entered = (campaign: Campaign, ...moments: readonly number[]) =>
    moments.reduce((contacts, enteredAt) => withEntry(contacts, campaign, aJourney({ enteredAt })), {
      ...NO_CONTACTS,
      entered: { other: { last: NOW, times: 7 } },
    } as Contacts);

  it.each([
    ['once', aCampaign()],
    ['every time', EVERY_TIME],
  ])(
    'counts entries and keeps the latest, whichever was noted last, where a campaign is entered %s',
    (_what, campaign) => {
      expect(entered(campaign, NOW, NOW + 5, NOW + 3).entered).toMatchObject({
        'win-back': { last: NOW + 5, times: 3 },
        other: { last: NOW, times: 7 },
      });
    },
  );

  it('keeps which one is open only where there may be one at a time', () => {
    expect(entered(aCampaign(), NOW).open).toMatchObject({ 'win-back': { enteredAt: NOW } });
    expect(entered(EVERY_TIME, NOW).open).toEqual({});
  });
});

describe('isCollapsed', () => {
  it.each([
    ['once', ONCE, OTHER, NOW - 1, true],
    ['once', ONCE, OTHER, NOW + 1, true],
    ['once', ONCE, OWN, NOW - 1, false],
    ['once per day, before the message was decided', PER_DAY, OTHER, NOW - 1, true],
    ['once per day, after the message was decided', PER_DAY, OTHER, NOW + 1, false],
    ['once per day, as the message was decided', PER_DAY, OTHER, NOW, true],
    ['every time', { kind: 'every time' } as const, OTHER, NOW - 1, false],
  ])('given a campaign that is entered %s', (_name, frequency, open, enteredAt, expected) => {
    const contacts = { ...NO_CONTACTS, open: { 'win-back': { ...open, enteredAt } } };
    expect(isCollapsed(contacts, aCampaign({ frequency }), aDelivery())).toBe(expected);
  });

  it('is not so where no journey is open', () => {
    expect(isCollapsed(NO_CONTACTS, aCampaign(), aDelivery())).toBe(false);
  });
});
