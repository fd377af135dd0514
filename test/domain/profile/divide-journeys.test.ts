import { describe, expect, it } from 'vitest';
import { NO_CONTACTS, type Watch } from '../../../domain/campaign/contacts/contacts.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { divideJourneys, journeyPartitionsOf } from '../../../domain/profile/divide-journeys.ts';
import { aContactableGuest } from '../../support/a-campaign.ts';
import { aJourney } from '../../support/a-journey.ts';
import { NOW } from '../../support/an-event.ts';

const marks = { sealed: 0, floor: 0, keys: {} };
const john = aContactableGuest({ identifiers: { 'userId#john': marks } });
const joan = aContactableGuest({
  profileId: 'p-joan',
  identifiers: { 'email#joan@example.com': marks },
  formerProfileIds: ['p-older'],
});
const by = (identifier: string) => ({ event: { identifier, sort: '-#m-1' } });

/** Which journeys are open for the two, by their ids. */
function divide(
  journeys: readonly Journey[],
  { isOneAtATime = () => true, before = john }: { isOneAtATime?: () => boolean; before?: typeof john } = {},
) {
  const write = {
    profile: john,
    separated: joan,
    tombstones: [],
    identities: [],
    signals: [],
    memberships: {},
    covers: [],
  };
  const divided = divideJourneys(write, before, journeys, isOneAtATime);
  return [divided.profile, divided.separated].map((side) =>
    Object.values(side?.contacts.open ?? {}).map(({ journeyId }) => journeyId),
  );
}

describe('divideJourneys', () => {
  it('gives a journey to who holds the identifier of its event, whosever id it began under', () => {
    const journey = aJourney({ profileId: 'p-john', ...by('email#joan@example.com') });
    expect(divide([journey])).toEqual([[], [journey.journeyId]]);
  });

  it.each([
    ['p-john', [['j#1'], []]],
    ['p-joan', [[], ['j#1']]],
    ['p-older', [[], ['j#1']]],
    ['p-somebody', [[], []]],
  ])('gives one that time began to whose %s is', (profileId, expected) => {
    expect(divide([aJourney({ profileId, journeyId: 'j#1' })])).toEqual(expected);
  });

  it('leaves the older of two of one campaign on one side, whatever their order', () => {
    const older = aJourney({ journeyId: 'j#2', enteredAt: NOW - 1, ...by('userId#john') });
    const younger = aJourney({ journeyId: 'j#1', ...by('userId#john') });
    expect(divide([older, younger])).toEqual([['j#2'], []]);
    expect(divide([younger, older])).toEqual([['j#2'], []]);
  });

  it('takes one that gave way for one that may go on, and no other that is over', () => {
    const over = aJourney({ status: 'ended', dueAt: null, ...by('userId#john') });
    expect(divide([{ ...over, gaveWay: { dueAt: NOW } }])).toEqual([[over.journeyId], []]);
    expect(divide([over])).toEqual([[], []]);
  });

  it('leaves out a campaign whose journeys do not exclude each other, unless it was open', () => {
    const journey = aJourney({ ...by('userId#john') });
    const none = { isOneAtATime: () => false };
    expect(divide([journey], none)).toEqual([[], []]);
    const { profileId, journeyId, enteredAt } = journey;
    const contacts = { ...NO_CONTACTS, open: { 'win-back': { profileId, journeyId, enteredAt } } };
    expect(divide([journey], { ...none, before: { ...john, contacts } })).toEqual([[journeyId], []]);
  });
});

describe('journeys that run side by side', () => {
  it('are counted anew, by who has them and is not through', () => {
    const entered = { 'win-back': { last: NOW, times: 70, underWay: 40 } };
    const contacts = { ...NO_CONTACTS, entered };
    const write = {
      profile: { ...john, contacts },
      separated: { ...joan, contacts },
      tombstones: [],
      identities: [],
      signals: [],
      memberships: {},
      covers: [],
    };
    const ended = aJourney({ journeyId: 'j#3', status: 'ended', dueAt: null, ...by('userId#john') });
    const waiting = ['j#1', 'j#2'].map((journeyId) => aJourney({ journeyId, ...by('userId#john') }));
    const divided = divideJourneys(write, john, [...waiting, ended], () => false);
    expect(divided.profile.contacts.entered).toEqual({ 'win-back': { last: NOW, times: 70, underWay: 2 } });
    expect(divided.separated?.contacts.entered).toEqual({ 'win-back': { last: NOW, times: 70 } });
  });
});

describe('what journeys look out for', () => {
  const aWatch = (profileId: string, journeyId: string): Watch => {
    const [from, until] = [NOW, NOW + 1];
    return { kind: 'goal', profileId, journeyId, campaign: 'win-back', aggregate: 'bookings', from, until };
  };

  it('goes with whom the journey goes with, under way or over; where its row is gone with whose id it began under', () => {
    const waiting = aWatch('p-john', 'j#1');
    const gone = aWatch('p-john', 'j#2');
    const over = aWatch('p-other', 'j#4');
    const older = aWatch('p-older', 'j#3');
    const contacts = { ...NO_CONTACTS, watches: [waiting, gone, older, over] };
    const write = {
      profile: { ...john, contacts },
      separated: { ...joan, contacts },
      tombstones: [],
      identities: [],
      signals: [],
      memberships: {},
      covers: [],
    };
    const journey = aJourney({ journeyId: 'j#1', ...by('email#joan@example.com') });
    // It began before whoever it was about turned out to be one of the two.
    const ended = aJourney({ profileId: 'p-other', journeyId: 'j#4', status: 'ended', ...by('userId#john') });
    const divided = divideJourneys(write, john, [journey, ended], () => true);
    expect(divided.profile.contacts.watches).toEqual([gone, over]);
    expect(divided.profile.contacts.open).toEqual({});
    expect(divided.separated?.contacts.watches).toEqual([waiting, older]);
  });
});

describe('journeyPartitionsOf', () => {
  it('names all ids of the person, and those under which journeys of theirs may lie since they were split', () => {
    const open = { 'win-back': { profileId: 'p-named', journeyId: 'j#1', enteredAt: NOW } };
    const apart = [
      { identifier: 'a#1', from: 'a#2', at: NOW, other: 'p-other' },
      { identifier: 'a#1', from: 'a#3', at: NOW },
    ];
    const ids = journeyPartitionsOf({ ...joan, contacts: { ...NO_CONTACTS, open }, apart });
    expect(ids).toEqual(['p-joan', 'p-older', 'p-named', 'p-other']);
  });
});
