import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { type Contacts, NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { decideEntry } from '../../../../domain/campaign/journey/decide-entry.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

function refusedBy(overrides: Partial<Campaign>, contacts: Contacts = NO_CONTACTS) {
  const campaign = aCampaign({ frequency: { kind: 'every time' }, ...overrides });
  const input = { active: anActiveProgram([campaign]), campaign, profile: aContactableGuest({ contacts }) };
  const decision = decideEntry({ ...input, signal: anEventMatched(), now: NOW });
  return decision.kind === 'refused' ? decision.detail : undefined;
}

describe('a campaign that does not run', () => {
  it('says whether it does not yet or no longer', () => {
    const before = refusedBy({ active: { from: NOW + 1 } });
    const after = refusedBy({ active: { from: NOW - 2, to: NOW } });
    expect([before, after]).toEqual(['the campaign is not active yet', 'the campaign is no longer active']);
    expect(refusedBy({ active: { from: NOW + 1, to: NOW + 2 } })).toBe(before);
    expect(refusedBy({ active: { to: NOW } })).toBe(after);
    expect(refusedBy({ active: { from: NOW } })).toBeUndefined();
  });
});

describe('a campaign that begins every time', () => {
  it('does so also by an event that is older than the one that it began by last', () => {
    const entered = { 'win-back': { last: NOW + 1, times: 1 } };
    expect(refusedBy({}, { ...NO_CONTACTS, entered })).toBeUndefined();
  });
});
