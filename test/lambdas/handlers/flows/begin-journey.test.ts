import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import { beginJourney } from '../../../../lambdas/handlers/flows/begin-journey.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { MemoryStores } from '../../../support/memory-stores.ts';

const ON_EVENTS = aCampaign({
  triggers: [{ kind: 'event', of: { names: ['Checked In'], where: [] } }],
  frequency: { kind: 'once' },
});

/** Says that John checked in, again and again. */
function aHouse(campaign: Campaign = ON_EVENTS) {
  const stores = new MemoryStores([aContactableGuest()]);
  const house = {
    stores,
    active: anActiveProgram([campaign]),
    checkIn: (messageId: string, now: number, known?: Profile) =>
      beginJourney(
        {
          profiles: stores.profiles,
          decisions: stores.decisions,
          playbook: {
            active: async () => house.active,
            newest: async () => house.active,
            version: async () => house.active,
          },
          events: { read: async () => undefined },
          slots: { reserve: async (_of, at) => at },
          bringUpToDate: async () => {},
          clock: () => now,
          pause: async () => {},
        },
        'win-back',
        anEventMatched({ messageId, time: now, at: now }),
        known,
      ),
    john: () => stores.living('p-john') ?? expect.fail('nobody'),
    noted: () => house.john().contacts.refused?.['win-back'],
  };
  return house;
}

describe('a journey that does not begin', () => {
  it('given a campaign that lets the guest in once, then the second time is noted with its reason', async () => {
    const house = aHouse();
    await house.checkIn('m-1', NOW);
    expect(house.noted()).toBeUndefined();
    const { result, profile } = await house.checkIn('m-2', NOW + 1);
    expect(result).toBe('refused');
    expect(house.noted()).toEqual({ at: NOW + 1, because: 'under way', occurrence: 'm-2' });
    expect(profile).toEqual(house.john());
  });

  it('given the same refusal again and again, then it is written once a day', async () => {
    const house = aHouse();
    await house.checkIn('m-1', NOW);
    await house.checkIn('m-2', NOW + 1);
    const { version } = house.john();
    for (let minute = 1; minute < 60; minute += 1) await house.checkIn(`m-${minute}`, NOW + minute * 60_000);
    expect(house.john().version).toBe(version);
    await house.checkIn('m-3', NOW + 1 + DAY);
    expect(house.john().version).toBe(version + 1);
    expect(house.noted()).toMatchObject({ at: NOW + 1 + DAY, occurrence: 'm-3' });
  });

  it('given a signal that comes again, then nobody says that what began did not', async () => {
    const house = aHouse();
    await house.checkIn('m-1', NOW);
    const { version } = house.john();
    expect(await house.checkIn('m-1', NOW + DAY)).toMatchObject({ result: 'repeated' });
    house.active = anActiveProgram([{ ...ON_EVENTS, isPaused: true }]);
    expect(await house.checkIn('m-1', NOW + DAY)).toMatchObject({ result: 'repeated' });
    expect(house.john().version).toBe(version);
    expect(house.noted()).toBeUndefined();
  });

  it('given a signal that was refused and begins as it comes again, then nobody says that it did not', async () => {
    const house = aHouse({ ...ON_EVENTS, isPaused: true });
    await house.checkIn('m-1', NOW);
    expect(house.noted()).toMatchObject({ because: 'paused' });
    house.active = anActiveProgram([ON_EVENTS]);
    expect(await house.checkIn('m-1', NOW + 1)).toMatchObject({ result: 'begun' });
    expect(house.noted()).toBeUndefined();
  });

  it('given somebody who wrote first, then it is decided anew', async () => {
    const house = aHouse({ ...ON_EVENTS, isPaused: true });
    const stale = house.john();
    house.stores.records.set('p-john', { ...stale, version: stale.version + 1, lastSeen: NOW + 5 });
    expect(await house.checkIn('m-1', NOW, stale)).toMatchObject({ result: 'refused' });
    expect(house.john()).toMatchObject({ version: stale.version + 2, lastSeen: NOW + 5 });
    expect(house.noted()).toMatchObject({ because: 'paused' });
  });
});
