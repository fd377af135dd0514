import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { advanceJourney } from '../../../../lambdas/handlers/flows/advance-journey.ts';
import { beginJourney } from '../../../../lambdas/handlers/flows/begin-journey.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSegmentEntered,
  aSend,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { MemoryStores } from '../../../support/memory-stores.ts';

const OLDER = 'p-older';
const YOUNGER = 'p-younger';
const EVERY_TIME = { kind: 'every time' } as const;
const ONCE_A_DAY = { kind: 'once per', milliseconds: DAY } as const;

/** Two guests and a campaign of entries into `lapsed`, which waits three days and mails. */
function aHouse(campaign: Campaign) {
  const guests = [OLDER, YOUNGER].map((profileId) => aContactableGuest({ profileId, segments: {} }));
  const stores = new MemoryStores(guests);
  let active = anActiveProgram([campaign]);
  const versions = new Map([[active.program.version, active]]);
  const house = {
    stores,
    now: NOW,
    deploy(changed: Campaign) {
      active = anActiveProgram([changed], { version: 'changed', ordinal: 2 });
      versions.set('changed', active);
    },
    change(profileId: string, part: Partial<Profile>) {
      const profile = stores.living(profileId);
      if (profile === undefined) throw new Error(profileId);
      stores.records.set(profile.profileId, { ...profile, version: profile.version + 1, ...part });
    },
    /** Is in the segment, and the campaign is told. */
    enter(profileId: string, entry = 1, segment = 'lapsed') {
      house.change(profileId, { segments: { [segment]: { since: house.now, entries: entry } } });
      return house.begin(aSegmentEntered({ profileId, entry, segment, at: house.now }));
    },
    leave: (profileId: string, entries = 1) =>
      house.change(profileId, { segments: { lapsed: { since: null, entries } } }),
    async begin(signal: ReturnType<typeof aSegmentEntered>) {
      return (await beginJourney(dependencies(), 'win-back', signal)).result;
    },
    async pass(milliseconds: number) {
      house.now += milliseconds;
      for (const journey of [...stores.journeyRows.values()]) await advanceJourney(dependencies(), journey);
    },
    merge: () => stores.merge(OLDER, YOUNGER, house.now),
    mails: () => stores.commits.filter(({ delivery }) => delivery.status === 'requested').length,
  };
  const dependencies = () => ({
    profiles: stores.profiles,
    journeys: stores.journeys,
    decisions: stores.decisions,
    playbook: {
      active: async () => active,
      newest: async () => active,
      version: async (version: string) => versions.get(version) ?? active,
    },
    events: { read: async () => undefined },
    slots: { reserve: async (_of: string, at: number) => at },
    bringUpToDate: async () => {},
    clock: () => house.now,
    pause: async () => {},
  });
  return house;
}

describe('stays of people who turn out to be one', () => {
  it.each(['before', 'after'])(
    'a later stay, counted under another profile, is spoken to: its signal comes %s the merge',
    async (when) => {
      const house = aHouse(aCampaign({ frequency: ONCE_A_DAY }));
      await house.enter(OLDER);
      await house.pass(3 * DAY);
      house.leave(OLDER);
      await house.pass(365 * DAY);
      house.change(YOUNGER, { segments: { lapsed: { since: house.now, entries: 1 } } });
      const signal = aSegmentEntered({ profileId: YOUNGER, entry: 1, at: house.now });
      if (when === 'before') expect(await house.begin(signal)).toBe('begun');
      await house.merge();
      if (when === 'after') expect(await house.begin(signal)).toBe('begun');
      await house.pass(3 * DAY);
      expect(house.mails()).toBe(2);
    },
  );

  it.each([1, 2])(
    'two stays that are one after a merge get one message, if the first is entry %s',
    async (entry) => {
      const house = aHouse(aCampaign({ frequency: EVERY_TIME }));
      await house.enter(OLDER, entry);
      await house.enter(YOUNGER, 1);
      await house.merge();
      await house.pass(3 * DAY);
      expect(house.mails()).toBe(1);
      expect([...house.stores.journeyRows.values()].map(({ end }) => end)).toEqual([
        'completed',
        'collapsed by a merge',
      ]);
    },
  );

  it('also where one of them was spoken to before the merge, and where the guest has come back meanwhile', async () => {
    const house = aHouse(aCampaign({ frequency: EVERY_TIME }));
    await house.enter(YOUNGER);
    await house.pass(DAY);
    await house.enter(OLDER, 2);
    await house.pass(2 * DAY);
    expect(house.mails()).toBe(1);
    await house.merge();
    const same = house.stores.living(OLDER)?.segments.lapsed?.same ?? [];
    house.change(OLDER, { segments: { lapsed: { since: house.now, entries: 4, same } } });
    expect(await house.begin(aSegmentEntered({ profileId: OLDER, entry: 4, at: house.now }))).toBe('begun');
    await house.pass(DAY);
    expect(house.mails()).toBe(1);
    await house.pass(2 * DAY);
    expect(house.mails()).toBe(2);
  });

  it('what could not be said to one of them is said to the other', async () => {
    const house = aHouse(aCampaign({ frequency: EVERY_TIME }));
    house.change(YOUNGER, { identifiers: {}, consent: {} });
    await house.enter(YOUNGER);
    await house.pass(DAY);
    await house.enter(OLDER);
    await house.pass(2 * DAY);
    expect(house.mails()).toBe(0);
    await house.merge();
    await house.pass(DAY);
    expect(house.mails()).toBe(1);
  });
});

describe('a campaign that is changed', () => {
  it('begins with the first entry of the segment that it is triggered by now', async () => {
    const house = aHouse(aCampaign({ frequency: ONCE_A_DAY }));
    await house.enter(OLDER);
    await house.pass(3 * DAY);
    house.deploy(
      aCampaign({ frequency: ONCE_A_DAY, triggers: [{ kind: 'segment', segment: 'cart', on: 'entry' }] }),
    );
    await house.pass(60 * DAY);
    expect(await house.enter(OLDER, 1, 'cart')).toBe('begun');
  });

  it('knows the signal that it began with again after a trigger was added', async () => {
    const before = aCampaign({ frequency: EVERY_TIME, steps: [aSend('2')] });
    const house = aHouse(before);
    await house.enter(OLDER);
    const cart = { kind: 'segment', segment: 'cart', on: 'entry' } as const;
    house.deploy({ ...before, triggers: [...before.triggers, cart] });
    expect(await house.begin(aSegmentEntered({ profileId: OLDER }))).toBe('repeated');
    expect(house.mails()).toBe(1);
  });
});
