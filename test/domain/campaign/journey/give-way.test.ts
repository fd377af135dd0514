import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import { asBefore, mayGoOn } from '../../../../domain/campaign/journey/give-way.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import { mergeContacts } from '../../../../domain/profile/merge-contacts.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { aCampaign, aSend, BOOKED_SINCE_ENTRY, BOOKINGS, DAY } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked, enterAs, look, said } from '../../../support/walk-journey.ts';

const FOR_BOOKING: Step = {
  kind: 'wait for event',
  id: '1',
  until: BOOKED_SINCE_ENTRY,
  aggregates: [BOOKINGS],
  atMostMilliseconds: 2 * DAY,
};
const CAMPAIGN = aCampaign({ steps: [FOR_BOOKING, aSend('2')] });
const LATER = NOW + 2 * DAY + 1;
const WOKEN = { isWoken: true };

/** Two who wait, of whom the younger journey gives way as they turn out to be one, and what that was told decides. */
function gaveWay(campaign = CAMPAIGN) {
  const [older, younger] = [
    enterAs('p-john', campaign, { now: NOW }),
    enterAs('p-joan', campaign, { now: NOW + 1 }),
  ];
  const contacts = mergeContacts(older.profile.contacts, younger.profile.contacts, aProgram());
  const person: Profile = { ...older.profile, contacts, formerProfileIds: ['p-joan'] };
  const told = look(campaign, { journey: younger.journey, profile: person }, NOW + DAY, WOKEN);
  if (told === undefined) throw new Error('it was told, and did not look');
  return { older, younger, told };
}

/** The guest of the younger journey, once a split has taken the two apart. */
function splitAgain({ profile, journey }: Decision): Profile {
  const { profileId, journeyId, enteredAt, campaign } = journey;
  const open = { [campaign]: { profileId, journeyId, enteredAt } };
  return {
    ...profile,
    profileId,
    formerProfileIds: [],
    contacts: { ...profile.contacts, open, entered: {} },
  };
}

describe('a journey that gives way in a merge', () => {
  it('is over as the merge is known, and keeps what it would go on with', () => {
    const { younger, told } = gaveWay();
    expect(told.journey).toMatchObject({
      status: 'ended',
      end: 'collapsed by a merge',
      dueAt: null,
      gaveWay: { awaits: '1', dueAt: younger.journey.dueAt },
    });
    expect(told.journey).not.toHaveProperty('awaits');
    expect(said(told).at(-1)).toBe('ended: collapsed by a merge');
    expect(told.profile.contacts.watches?.map(({ profileId }) => profileId)).toEqual(['p-john']);
    expect(told.profile.contacts.entered['win-back']?.counting).toHaveLength(1);
    expect(mayGoOn(told.journey)).toBe(true);
  });

  it('given that it is told again, then nothing is left to decide', () => {
    const { told } = gaveWay();
    expect(look(CAMPAIGN, told, NOW + DAY, WOKEN)).toBeUndefined();
    expect(look(CAMPAIGN, told, NOW + DAY)).toBeUndefined();
  });

  it('given that its wait is over, then it is over for good, and says so once', () => {
    const { told } = gaveWay();
    const last = look(CAMPAIGN, told, LATER);
    expect(last?.journey).toMatchObject({ status: 'ended', end: 'collapsed by a merge', dueAt: null });
    expect(last?.journey).not.toHaveProperty('gaveWay');
    expect(last && said(last)).toEqual(said(told));
    expect(last?.deliveries).toEqual([]);
    expect(last && mayGoOn(last.journey)).toBe(false);
    expect(last && look(CAMPAIGN, last, LATER, WOKEN)).toBeUndefined();
  });

  it('given that it was due as it was looked at, then it is over for good at once', () => {
    const { younger, told } = gaveWay();
    const late = look(CAMPAIGN, { journey: younger.journey, profile: told.profile }, LATER);
    expect(late?.journey).toMatchObject({ end: 'collapsed by a merge' });
    expect(late?.journey).not.toHaveProperty('gaveWay');
  });

  it('given that a split makes its guest two again, then it goes on and is told again', () => {
    const { younger, told } = gaveWay();
    const back = look(CAMPAIGN, { journey: told.journey, profile: splitAgain(told) }, NOW + DAY, WOKEN);
    expect(back?.journey).toMatchObject({ status: 'waiting', awaits: '1', dueAt: younger.journey.dueAt });
    expect(back?.journey).not.toHaveProperty('gaveWay');
    expect(back?.journey).not.toHaveProperty('end');
    expect(back && said(back).at(-1)).toBe('goes on: it had given way to a journey of somebody else');
    expect(back?.profile.contacts.watches).toContainEqual(
      expect.objectContaining({ kind: 'wait', profileId: 'p-joan' }),
    );
    const last = back && look(CAMPAIGN, back, LATER);
    expect(last).toMatchObject({ journey: { end: 'completed' }, deliveries: [{ status: 'requested' }] });
  });

  it('given that nobody told it of the split, then it goes on as its wait is over, with what came', () => {
    const { told } = gaveWay();
    const { profile } = booked({ profile: splitAgain(told) }, NOW + DAY);
    const last = look(CAMPAIGN, { journey: told.journey, profile }, LATER);
    expect(last).toMatchObject({ journey: { end: 'completed' }, deliveries: [{ status: 'requested' }] });
    expect(last && said(last)).toContain('step 1: what it waited for came');
  });

  it('given that a split leaves it one too many all the same, then it counts as open no more', () => {
    const { told } = gaveWay();
    const guest = splitAgain(told);
    const entered = told.profile.contacts.entered;
    const profile = { ...guest, contacts: { ...guest.contacts, entered } };
    const looked = look(CAMPAIGN, { journey: told.journey, profile }, NOW + DAY, WOKEN);
    expect(looked?.journey).toMatchObject({ status: 'ended', gaveWay: { awaits: '1' } });
    expect(looked?.profile.contacts.open).toEqual({});
    expect(looked && said(looked)).toEqual(said(told));
  });

  it('given one that waits for a moment alone, then it keeps that', () => {
    const campaign = aCampaign();
    const { told } = gaveWay(campaign);
    expect(told.journey.gaveWay).toEqual({ dueAt: NOW + 1 + 3 * DAY });
    const back = look(campaign, { journey: told.journey, profile: splitAgain(told) }, NOW + DAY, WOKEN);
    expect(back?.journey).toMatchObject({ status: 'waiting', dueAt: NOW + 1 + 3 * DAY });
  });
});

describe('asBefore', () => {
  it('given a journey that never gave way, then it is as it is', () => {
    const { older } = gaveWay();
    expect(asBefore(older.journey)).toBe(older.journey);
  });
});

describe('a guest who turns out to be held out while their journey waits for an event', () => {
  it('is measured from then on, though the event has not come', () => {
    const goal = {
      of: { names: ['Booking Made'], where: [] },
      aggregate: BOOKINGS,
      withinMilliseconds: 7 * DAY,
    };
    const campaign = aCampaign({ steps: [FOR_BOOKING, aSend('2')], holdout: 0.000_001, goal });
    const entered = enterAs('p-john', campaign);
    const contacts = { ...entered.profile.contacts, heldOut: ['win-back'] };
    const profile = { ...entered.profile, contacts };
    const told = look(campaign, { journey: entered.journey, profile }, NOW + DAY, WOKEN);
    expect(told?.journey).toMatchObject({ status: 'waiting', awaits: '1', isHeldOut: true });
    expect(told?.profile.contacts.watches?.map(({ kind }) => kind).sort()).toEqual(['goal', 'wait']);
  });
});
