import { describe, expect, it } from 'vitest';
import { MAXIMUM_GOAL_WATCHES, NO_CONTACTS, type Watch } from '../../../domain/campaign/contacts/contacts.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { GOAL_UNWATCHED } from '../../../domain/campaign/journey/watch-goal.ts';
import { lookOutForGoals, type Separated } from '../../../domain/profile/look-out-for-goals.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { ProfileWrite } from '../../../domain/profile/profile-write.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  BOOKED_SINCE_ENTRY,
  BOOKINGS,
  DAY,
} from '../../support/a-campaign.ts';
import { aJourney } from '../../support/a-journey.ts';
import { anEvent, NOW } from '../../support/an-event.ts';

const MINUTE = 60_000;
const JOAN = 'userId#joan';
const goal = { of: { names: ['Booking Made'], where: [] }, aggregate: BOOKINGS, withinMilliseconds: DAY };
const ASKED = aCampaign({ goal });
const active = anActiveProgram([ASKED]);
const marks = { sealed: 0, floor: 0, keys: {} };

/** It gave way to an older of the same campaign as joan and john became one. */
const GAVE_WAY = aJourney({ profileId: 'p-joan', firstSendAt: NOW - 60 * MINUTE });
const { profileId, journeyId, campaign } = GAVE_WAY;
const [from, until] = [NOW - 60 * MINUTE, NOW - 60 * MINUTE + DAY];
const WATCH: Watch = { kind: 'goal', profileId, journeyId, campaign, aggregate: BOOKINGS, from, until };

const joan = (overrides: Partial<Profile['contacts']> = {}) =>
  aContactableGuest({
    profileId: 'p-joan',
    identifiers: { [JOAN]: marks },
    contacts: {
      ...NO_CONTACTS,
      open: { [campaign]: { profileId, journeyId, enteredAt: NOW - 60 * MINUTE } },
      ...overrides,
    },
  });

const bookedBy = (identifier: string, time: number) =>
  anEvent({ identifiers: [identifier], time, receivedAt: time, name: 'Booking Made' });

/** Of the split of joan from john. */
function separate(
  journey: Journey,
  { separated = joan(), ...known }: Partial<Separated> & { readonly separated?: Profile } = {},
) {
  const write: ProfileWrite = {
    profile: aContactableGuest({ version: 7, identifiers: { 'userId#john': marks } }),
    separated,
    tombstones: [],
    identities: [],
    signals: [
      { id: 'p-john-7-0', v: 1, type: 'Profile Split', profileId: 'p-john', at: NOW, into: 'p-joan' },
    ],
    memberships: {},
    covers: [],
  };
  const all = { journeys: [journey], campaignOf: () => ASKED, events: [], ...known };
  const { separated: side, signals } = lookOutForGoals(active, write, all, NOW);
  return { watches: side?.contacts.watches ?? [], told: signals.slice(1) };
}

describe('lookOutForGoals', () => {
  it('given a journey that gave way and goes on, then its goal is looked out for as before', () => {
    expect(separate(GAVE_WAY)).toEqual({ watches: [WATCH], told: [] });
  });

  it('given one that is held out, then from its beginning', () => {
    const { firstSendAt: _none, ...journey } = GAVE_WAY;
    const heldOut: Journey = { ...journey, isHeldOut: true, enteredAt: NOW - 2 * MINUTE };
    expect(separate(heldOut).watches).toMatchObject([{ from: NOW - 2 * MINUTE }]);
  });

  it('given that the goal was reached while the two were one, then it is told', () => {
    const reached = bookedBy(JOAN, NOW - MINUTE);
    expect(separate(GAVE_WAY, { events: [reached] }).told).toEqual([
      {
        id: 'p-john-7-1',
        v: 1,
        type: 'Journey Event Matched',
        profileId: 'p-john',
        at: NOW,
        watch: 'goal',
        campaign,
        journeyProfileId: profileId,
        journeyId,
        event: reached.key,
        time: NOW - MINUTE,
      },
    ]);
  });

  it.each([
    ['by the other of the two', bookedBy('userId#john', NOW - MINUTE)],
    ['before the first message', bookedBy(JOAN, NOW - 61 * MINUTE)],
    ['by what was imported', { ...bookedBy(JOAN, NOW - MINUTE), isHistory: true as const }],
  ])('given that it was reached %s, then it is not', (_how, event) => {
    expect(separate(GAVE_WAY, { events: [event] })).toEqual({ watches: [WATCH], told: [] });
  });

  it('given events that are too many to be read, then the fold that follows is left to tell', () => {
    expect(separate(GAVE_WAY, { events: 'too long' })).toEqual({ watches: [WATCH], told: [] });
  });

  it.each<[string, Partial<Journey>]>([
    ['has reached it', { convertedAt: NOW - MINUTE }],
    ['had its time', { firstSendAt: NOW - DAY - 1 }],
    ['found no room for it before', { trace: [{ at: NOW, what: GOAL_UNWATCHED }] }],
  ])('given one that %s, then nothing is looked out for', (_what, overrides) => {
    expect(separate({ ...GAVE_WAY, ...overrides }).watches).toEqual([]);
  });

  it('given one that has sent nothing yet, then nothing is either', () => {
    const { firstSendAt: _none, ...journey } = GAVE_WAY;
    expect(separate(journey).watches).toEqual([]);
  });

  it('given one that still gives way, then nothing is either', () => {
    expect(separate(GAVE_WAY, { separated: joan({ open: {} }) }).watches).toEqual([]);
  });

  it('given one whose campaign had no goal, or is not known, then nothing is either', () => {
    expect(separate(GAVE_WAY, { campaignOf: () => aCampaign() }).watches).toEqual([]);
    expect(separate(GAVE_WAY, { campaignOf: () => undefined }).watches).toEqual([]);
  });

  it('given one that did not give way, then what it looks out for stays', () => {
    const kept = { ...WATCH, until: until + 1 };
    expect(separate(GAVE_WAY, { separated: joan({ watches: [kept] }) }).watches).toEqual([kept]);
  });

  it('given one that looks out for something else, then that stays beside', () => {
    const stop: Watch = { ...WATCH, kind: 'stop' };
    const stoppable = { ...ASKED, stopWhen: BOOKED_SINCE_ENTRY };
    const separated = joan({ watches: [stop] });
    const { watches } = separate(GAVE_WAY, { separated, campaignOf: () => stoppable });
    expect(watches.map(({ kind }) => kind).sort()).toEqual(['goal', 'stop']);
  });

  it('given a guest with too many goals, then the journey is told that nobody looks out', () => {
    const others = Array.from({ length: MAXIMUM_GOAL_WATCHES }, (_, index) => ({
      ...WATCH,
      journeyId: `other#${index}`,
      from: NOW,
    }));
    const { watches, told } = separate(GAVE_WAY, {
      separated: joan({ watches: others }),
      events: [bookedBy(JOAN, NOW - MINUTE)],
    });
    expect(watches).toHaveLength(MAXIMUM_GOAL_WATCHES);
    expect(told).toMatchObject([{ watch: 'goal', journeyId, isForgotten: true }]);
  });
});
