import { describe, expect, it } from 'vitest';
import { type Contacts, NO_CONTACTS, type Watch } from '../../../domain/campaign/contacts/contacts.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { ProfileWrite } from '../../../domain/profile/profile-write.ts';
import { tellUnwatched } from '../../../domain/profile/tell-unwatched.ts';
import { aCampaign, aContactableGuest, BOOKED_SINCE_ENTRY } from '../../support/a-campaign.ts';
import { aJourney } from '../../support/a-journey.ts';
import { aProgram } from '../../support/a-program.ts';
import { NOW } from '../../support/an-event.ts';

const program = aProgram({
  campaigns: {
    'win-back': aCampaign(),
    stoppable: aCampaign({ id: 'stoppable', stopWhen: BOOKED_SINCE_ENTRY }),
  },
});
const WAITING = aJourney({ awaits: '1' });

function told(journeys: readonly Journey[], watches: readonly Watch[] = [], open: Contacts['open'] = {}) {
  const contacts = { ...NO_CONTACTS, watches, open };
  const write: ProfileWrite = {
    profile: aContactableGuest({ version: 7 }),
    separated: aContactableGuest({ profileId: 'p-joan', contacts }),
    tombstones: [],
    identities: [],
    signals: [],
    memberships: {},
    covers: [],
  };
  return tellUnwatched(program, write, journeys, NOW).signals;
}

describe('tellUnwatched', () => {
  it('given a journey that waits for an event and is told of none, then it is told to look', () => {
    expect(told([WAITING])).toEqual([
      {
        id: 'p-john-7-0',
        v: 1,
        type: 'Journey Event Matched',
        profileId: 'p-john',
        at: NOW,
        watch: 'wait',
        campaign: 'win-back',
        journeyProfileId: WAITING.profileId,
        journeyId: WAITING.journeyId,
        time: NOW,
        isForgotten: true,
      },
    ]);
  });

  it('given one that something may stop, then so it is', () => {
    expect(told([aJourney({ campaign: 'stoppable' })])).toMatchObject([{ campaign: 'stoppable' }]);
  });

  it('given one that is told, on either side, then it need not look', () => {
    const { profileId, journeyId, campaign } = WAITING;
    const [from, until] = [NOW, NOW + 1];
    const watch = {
      kind: 'wait',
      profileId,
      journeyId,
      campaign,
      aggregate: 'bookings',
      from,
      until,
    } as const;
    expect(told([WAITING], [watch])).toEqual([]);
  });

  it.each<[string, Partial<Journey>]>([
    ['is over', { status: 'ended', dueAt: null }],
    ['looks for itself', { looksAt: NOW + 1 }],
  ])('given one that %s, then it need not either', (_what, overrides) => {
    expect(told([{ ...WAITING, ...overrides }])).toEqual([]);
  });

  it('given one that gave way and counts again, then it is told to look; where it counts no more, it need not', () => {
    const over = aJourney({ status: 'ended', dueAt: null, gaveWay: { dueAt: NOW + 1 } });
    const { profileId, journeyId, enteredAt } = over;
    expect(told([over], [], { 'win-back': { profileId, journeyId, enteredAt } })).toMatchObject([
      { journeyId, isForgotten: true },
    ]);
    expect(told([over])).toEqual([]);
  });

  it('given one that waits for a moment alone, then it need not either', () => {
    expect(told([aJourney()])).toEqual([]);
  });
});
