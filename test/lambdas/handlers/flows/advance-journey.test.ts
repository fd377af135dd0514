import { describe, expect, it } from 'vitest';
import { SPREAD_MILLISECONDS } from '../../../../domain/campaign/permission/quiet-hours.ts';
import { UnavailableError } from '../../../../domain/error/maitred-error.ts';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import {
  type AdvanceDependencies,
  advanceJourney,
  type Look,
} from '../../../../lambdas/handlers/flows/advance-journey.ts';
import { beginJourney } from '../../../../lambdas/handlers/flows/begin-journey.ts';
import { aCampaign, aContactableGuest, anEventMatched, aSend, DAY } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';
import { MemoryStores } from '../../../support/memory-stores.ts';

const OLDER = 'p-older';
const YOUNGER = 'p-younger';
const CAMPAIGNS = [
  aCampaign({ id: 'plain', steps: [aSend('1')], frequency: { kind: 'every time' } }),
  aCampaign({ id: 'top', steps: [aSend('1')], frequency: { kind: 'every time' }, priority: 10 }),
];
const ACTIVE = activateProgram(
  aProgram({
    campaigns: Object.fromEntries(CAMPAIGNS.map((campaign) => [campaign.id, campaign])),
    permission: {
      suppress: [],
      caps: [{ channel: 'email', atMost: 1, perMilliseconds: DAY }],
      quietHours: { from: { hour: 8, minute: 0 }, to: { hour: 20, minute: 0 }, channels: ['email'] },
    },
  }),
);

/** Two guests, one in each campaign, whose messages are held; then they turn out to be one. */
async function twoWhoAreHeld(seeds: readonly string[]) {
  const guests = [OLDER, YOUNGER].map((profileId, index) =>
    aContactableGuest({ profileId, seed: seeds[index] ?? '' }),
  );
  const stores = new MemoryStores(guests);
  const house = { now: NOW, failing: undefined as unknown };
  const dependencies: AdvanceDependencies = {
    profiles: stores.profiles,
    journeys: {
      read: (key) => {
        if (house.failing !== undefined && key.journeyId.startsWith('top')) throw house.failing;
        return stores.journeys.read(key);
      },
    },
    decisions: stores.decisions,
    playbook: { active: async () => ACTIVE, newest: async () => ACTIVE, version: async () => ACTIVE },
    events: { read: async () => undefined },
    slots: { reserve: async (_of, at) => at },
    bringUpToDate: async () => {},
    clock: () => house.now,
    pause: async () => {},
  };
  await beginJourney(dependencies, 'plain', anEventMatched({ profileId: OLDER, campaigns: ['plain'] }));
  await beginJourney(dependencies, 'top', anEventMatched({ profileId: YOUNGER, campaigns: ['top'] }));
  await stores.merge(OLDER, YOUNGER, NOW);
  const rowOf = (campaign: string) => {
    const row = [...stores.journeyRows.values()].find((journey) => journey.campaign === campaign);
    if (row === undefined) throw new Error(campaign);
    return row;
  };
  house.now = rowOf('plain').dueAt ?? 0;
  return {
    house,
    rowOf,
    /** Lets go what is held for the older of the two. */
    letGo: (look?: Look) => advanceJourney(dependencies, rowOf('plain'), look),
    mails: () => stores.commits.map(({ delivery: { campaign, status } }) => [campaign, status]),
  };
}

describe('advanceJourney, of a message that was held', () => {
  it.each([
    ['before', ['guest-5', 'guest-3']],
    ['after', ['guest-3', 'guest-5']],
  ])(
    'given that they turned out to be one, and more important things are held for the other until a moment %s it, then these go first',
    async (when, seeds) => {
      const { letGo, mails, rowOf } = await twoWhoAreHeld(seeds);
      const [own, other] = [rowOf('plain').dueAt ?? 0, rowOf('top').dueAt ?? 0];
      expect(Math.abs(own - other)).toBeLessThan(SPREAD_MILLISECONDS);
      expect(other < own).toBe(when === 'before');
      await letGo();
      expect(mails()).toEqual([
        ['top', 'requested'],
        ['plain', 'suppressed'],
      ]);
      expect(rowOf('top').end).toBe('completed');
    },
  );

  it('given that what goes before cannot be decided for now, then this comes again', async () => {
    const { house, letGo, mails } = await twoWhoAreHeld(['guest-5', 'guest-3']);
    house.failing = new UnavailableError('the table');
    await expect(letGo()).rejects.toThrow('the table');
    expect(mails()).toEqual([]);
    house.failing = undefined;
    await letGo();
    expect(mails()[0]).toEqual(['top', 'requested']);
  });

  it('given that it cannot be decided for now, and this does not come again, then it goes on', async () => {
    const { house, letGo, mails } = await twoWhoAreHeld(['guest-5', 'guest-3']);
    house.failing = new UnavailableError('the table');
    await letGo({ isLastTime: true });
    expect(mails()).toEqual([['plain', 'requested']]);
  });

  it('given that it never can be, then that keeps nobody else back', async () => {
    const { house, letGo, mails } = await twoWhoAreHeld(['guest-5', 'guest-3']);
    house.failing = new Error('a row that nobody understands');
    await letGo();
    expect(mails()).toEqual([['plain', 'requested']]);
  });
});
