import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../domain/campaign/contacts.ts';
import { isCollapsed, keepSends, withSend } from '../../../domain/campaign/contacts-changes.ts';
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

describe('withSend', () => {
  const LATER = NOW + 31 * 86_400_000;
  const send = (campaign: string, at: number) => ({ campaign, at, channel: 'email' });

  it('forgets what no cap looks back to, but the last of a campaign that is asked about', () => {
    const sends = [send('asked', NOW), send('asked', NOW + 1), send('other', NOW + 2)];
    const after = withSend({ ...NO_CONTACTS, sends }, send('other', LATER), new Set(['asked']));
    expect(after.sends).toEqual([send('asked', NOW + 1), send('other', LATER)]);
  });

  it('keeps the newest twenty, and the last of a campaign that is asked about', () => {
    const many = Array.from({ length: 25 }, (_, index) => send('other', NOW + index));
    const kept = keepSends([send('asked', NOW - 1), ...many], new Set(['asked']));
    expect(kept).toEqual([send('asked', NOW - 1), ...many.slice(5)]);
    expect(keepSends([send('asked', NOW - 1), ...many], new Set())).toEqual(many.slice(5));
  });
});
