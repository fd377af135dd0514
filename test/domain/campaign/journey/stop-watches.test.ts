import { describe, expect, it } from 'vitest';
import { advanceJourney } from '../../../../domain/campaign/journey/advance-journey.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  BOOKED_SINCE_ENTRY,
  BOOKINGS,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked, enter, look } from '../../../support/walk-journey.ts';

const OUT_OF_LAPSED: Condition = { kind: 'not', of: { kind: 'segment', segment: 'lapsed' } };
const LAPSED = { segments: [{ id: 'lapsed', name: 'Lapsed', when: { kind: 'everyone' as const } }] };
const inside = aContactableGuest({ segments: { lapsed: { since: NOW, entries: 1 } } });
const WOKEN = { isWoken: true };

describe('what stops a journey', () => {
  it('is looked out for from its beginning: events that it reads, and segments that it names', () => {
    const stopWhen: Condition = { kind: 'any', of: [BOOKED_SINCE_ENTRY, OUT_OF_LAPSED] };
    const campaign = aCampaign({ stopWhen });
    const active = anActiveProgram([campaign], LAPSED);
    const { watches } = enter(campaign, { active, profile: inside }).profile.contacts;
    expect(watches).toHaveLength(2);
    const watch = { kind: 'stop', campaign: 'win-back', profileId: 'p-john', from: NOW };
    expect(watches).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...watch, aggregate: BOOKINGS }),
        expect.objectContaining({ ...watch, segment: 'lapsed' }),
      ]),
    );
  });

  it('ends it as it comes, whatever it waits for, and lets the next begin', () => {
    const campaign = aCampaign({ stopWhen: BOOKED_SINCE_ENTRY });
    const stopped = look(campaign, booked(enter(campaign), NOW + DAY), NOW + DAY, WOKEN);
    expect(stopped).toMatchObject({ journey: { end: 'stopped' }, deliveries: [] });
    expect(stopped?.profile.contacts).toMatchObject({ open: {} });
    expect(stopped?.profile.contacts.watches).toBeUndefined();
  });

  it('ends it as the guest leaves a segment', () => {
    const campaign = aCampaign({ stopWhen: OUT_OF_LAPSED });
    const active = anActiveProgram([campaign], LAPSED);
    const begun = enter(campaign, { active, profile: inside });
    const left = { ...begun.profile, segments: { lapsed: { since: null, entries: 1 } } };
    const stopped = look(campaign, { ...begun, profile: left }, NOW + DAY, { active, ...WOKEN });
    expect(stopped?.journey.end).toBe('stopped');
  });

  it('changes nothing where it has not come', () => {
    const campaign = aCampaign({ stopWhen: BOOKED_SINCE_ENTRY });
    const { journey, profile } = enter(campaign);
    const active = anActiveProgram([campaign]);
    const input = { active, campaign, journey, profile, now: NOW + DAY, ...WOKEN };
    expect(advanceJourney(input)).toEqual({ kind: 'nothing due' });
  });
});
