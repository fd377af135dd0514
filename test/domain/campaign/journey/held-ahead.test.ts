import { describe, expect, it } from 'vitest';
import type { HeldMessage } from '../../../../domain/campaign/contacts/contacts.ts';
import { heldAhead, mayBeLetGo } from '../../../../domain/campaign/journey/held-ahead.ts';
import { SPREAD_MILLISECONDS } from '../../../../domain/campaign/permission/quiet-hours.ts';
import { aCampaign, aContactableGuest, DAY } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';

const PRIORITIES = { low: -1, plain: 0, high: 5, top: 10, summit: 10 };
const PROGRAM = aProgram({
  campaigns: Object.fromEntries(
    Object.entries(PRIORITIES).map(([id, priority]) => [id, aCampaign({ id, priority })]),
  ),
});
const LATER = NOW + SPREAD_MILLISECONDS;
const held = (campaign: string, until = LATER): HeldMessage => ({
  profileId: 'p-other',
  journeyId: `${campaign}#m-1`,
  campaign,
  until,
});
const heldJourney = (campaign: string, until = NOW) =>
  aJourney({
    profileId: 'p-john',
    journeyId: `${campaign}#m-1`,
    campaign,
    dueAt: until,
    trace: [{ at: NOW - DAY, what: 'step 2: held', step: '2', heldUntil: until }],
  });
const ahead = (journey = heldJourney('plain'), isLetGo = false, all: readonly HeldMessage[] = ALL) => {
  const guest = aContactableGuest();
  const profile = { ...guest, contacts: { ...guest.contacts, held: all } };
  return heldAhead(PROGRAM, profile, journey, { now: NOW, isLetGo }).map(({ campaign }) => campaign);
};
const ALL = ['high', 'low', 'summit', 'top', 'plain'].map((campaign) => held(campaign));

describe('heldAhead', () => {
  it('given what is held of the guest, then what has a higher priority goes before, the highest first', () => {
    expect(ahead()).toEqual(['summit', 'top', 'high']);
    expect(ahead(heldJourney('high'))).toEqual(['summit', 'top']);
    expect(ahead(heldJourney('top'))).toEqual([]);
  });

  it('given one whose quiet hours are not over, then it waits for its own moment', () => {
    expect(ahead(heldJourney('plain'), false, [held('top', LATER + 1)])).toEqual([]);
  });

  it('given one that was due before, then it goes before too', () => {
    expect(ahead(heldJourney('plain'), false, [held('top', NOW - 1)])).toEqual(['top']);
  });

  it('given a journey of which nothing is held, or whose moment is to come, then nothing goes before it', () => {
    expect(ahead(aJourney({ campaign: 'plain', dueAt: NOW }))).toEqual([]);
    expect(ahead(heldJourney('plain', NOW + 1))).toEqual([]);
  });

  it('given a journey that goes before another itself, then what is higher goes before both', () => {
    expect(ahead(heldJourney('high', LATER), true)).toEqual(['summit', 'top']);
    expect(ahead(heldJourney('high', LATER + 1), true)).toEqual([]);
  });

  it('given that nothing is held of the guest, then nothing goes before', () => {
    expect(
      heldAhead(PROGRAM, aContactableGuest(), heldJourney('plain'), { now: NOW, isLetGo: false }),
    ).toEqual([]);
  });
});

describe('mayBeLetGo', () => {
  it('given that the quiet hours are over, then it may be, whatever its place in the spread', () => {
    expect(mayBeLetGo(heldJourney('plain', LATER), NOW)).toBe(true);
    expect(mayBeLetGo(heldJourney('plain', LATER + 1), NOW)).toBe(false);
    expect(mayBeLetGo(aJourney({ dueAt: NOW }), NOW)).toBe(false);
  });
});
