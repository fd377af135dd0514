import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../domain/campaign/contacts.ts';
import { isCollapsed } from '../../../domain/campaign/contacts-changes.ts';
import { aCampaign, aDelivery } from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';

const OWN = { profileId: 'p-john', journeyId: 'win-back#lapsed.entry.p-john.1' };
const OTHER = { profileId: 'p-older', journeyId: 'win-back#lapsed.entry.p-older.1' };
const ONCE = { kind: 'once' } as const;
const PER_DAY = { kind: 'once per', milliseconds: 86_400_000 } as const;

describe('isCollapsed', () => {
  it.each([
    ['once', ONCE, OTHER, NOW - 1, true],
    ['once', ONCE, OTHER, NOW + 1, true],
    ['once', ONCE, OWN, NOW - 1, false],
    ['once per day, before the message was decided', PER_DAY, OTHER, NOW - 1, true],
    ['once per day, after the message was decided', PER_DAY, OTHER, NOW + 1, false],
    ['every time', { kind: 'every time' } as const, OTHER, NOW - 1, false],
  ])('given a campaign that is entered %s', (_name, frequency, open, enteredAt, expected) => {
    const contacts = { ...NO_CONTACTS, open: { 'win-back': { ...open, enteredAt } } };
    expect(isCollapsed(contacts, aCampaign({ frequency }), aDelivery())).toBe(expected);
  });

  it('is not so where no journey is open', () => {
    expect(isCollapsed(NO_CONTACTS, aCampaign(), aDelivery())).toBe(false);
  });
});
