import { beforeAll, describe, expect, it } from 'vitest';
import { plannedBroadcasts, scheduleReached } from '../../../../domain/campaign/schedule/broadcast.ts';
import { UnavailableError } from '../../../../domain/error/maitred-error.ts';
import type { DateReached } from '../../../../domain/profile/signal.ts';
import { touchProfile } from '../../../../domain/profile/touch-profile.ts';
import { advanceJourney } from '../../../../lambdas/handlers/flows/advance-journey.ts';
import { beginJourney } from '../../../../lambdas/handlers/flows/begin-journey.ts';
import { createGoingFirst } from '../../../../lambdas/handlers/flows/going-first.ts';
import type { GoingFirst } from '../../../../lambdas/handlers/flows/journey-dependencies.ts';
import { logger } from '../../../../lambdas/runtime/logger.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
  aSend,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { MemoryBroadcasts } from '../../../support/memory-broadcasts.ts';
import { MemoryStores } from '../../../support/memory-stores.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

const HOUR = 3_600_000;
const steps = [aSend('1')];
const often = { frequency: { kind: 'every time' } } as const;
const schedule = { kind: 'once', at: NOW } as const;
const time = new Date(NOW);
const at = { hour: time.getUTCHours(), minute: time.getUTCMinutes() };
const before = { months: 0, milliseconds: 0 };

type Kind = 'news' | 'wait' | 'date';

/** A letter to all, a wait of an hour and a birthday: all come to John now. */
function campaignsOf(priorities: Readonly<Record<Kind, number>>) {
  return [
    aCampaign({
      ...often,
      id: 'news',
      steps,
      triggers: [{ kind: 'schedule', segment: 'lapsed', schedule }],
      priority: priorities.news,
    }),
    aCampaign({
      ...often,
      id: 'wait',
      steps: [{ kind: 'wait', id: '1', milliseconds: HOUR }, aSend('2')],
      triggers: [],
      priority: priorities.wait,
    }),
    aCampaign({
      ...often,
      id: 'date',
      steps,
      triggers: [{ kind: 'date', path: ['birthday'], isYearly: true, before, at }],
      priority: priorities.date,
    }),
  ];
}

/** A house with John in it, whose hour has passed. */
async function aHouse({ priorities = { news: 0, wait: 0, date: 0 }, atMost = 1, isTold = true } = {}) {
  const caps = [{ channel: 'email' as const, atMost, perMilliseconds: 24 * HOUR }];
  const active = anActiveProgram(campaignsOf(priorities), {
    timezone: 'UTC',
    permission: { suppress: [], caps },
  });
  const birthday = { value: new Date(NOW).toISOString().slice(0, 10), at: NOW - HOUR, messageId: 'b' };
  const john = aContactableGuest({
    lastSeen: NOW - HOUR,
    segments: { lapsed: { since: NOW - HOUR, entries: 1 } },
    traits: { birthday },
    nextDates: { 'date.0': NOW },
    wakeAt: NOW,
  });
  const calls: string[] = [];
  const house = { failures: [] as Error[], isLastTime: false };
  let now = NOW - HOUR;
  const stores = new MemoryStores([john]);
  const broadcasts = new MemoryBroadcasts();
  const read = async () => active;
  const dependencies = {
    profiles: {
      readLiving: (id: string) => {
        calls.push('read profile');
        return stores.profiles.readLiving(id);
      },
    },
    journeys: stores.journeys,
    decisions: {
      ...stores.decisions,
      write: (decision: Parameters<typeof stores.decisions.write>[0]) => {
        calls.push('write');
        const failure = house.failures.shift();
        if (failure !== undefined) throw failure;
        return stores.decisions.write(decision);
      },
    },
    broadcasts: {
      read: (id: string) => {
        calls.push('read broadcast');
        return broadcasts.read(id);
      },
    },
    playbook: { active: read, newest: read, version: read },
    events: { read: async () => undefined },
    slots: { reserve: async (_of: string, moment: number) => moment },
    bringUpToDate: async () => {},
    clock: () => now,
    pause: async () => {},
  };
  const [planned] = plannedBroadcasts(active.program);
  if (planned === undefined) throw new Error('nothing is planned');
  const row = { ...planned, ordinal: 1, revision: 1, dueAt: isTold ? NOW : NOW + HOUR, zone: 'UTC' };
  await broadcasts.write(row);
  await beginJourney(dependencies, 'wait', anEventMatched({ campaigns: ['wait'], at: now, time: now }));
  now = NOW;
  calls.length = 0;
  const goingFirst = () => createGoingFirst(dependencies, { isLastTime: house.isLastTime });
  const news = (first: GoingFirst) => {
    const signal = scheduleReached({ ...row, telling: { moment: NOW } }, 'p-john');
    return beginJourney(dependencies, 'news', signal, undefined, first);
  };
  const deeds: Readonly<Record<Kind | 'touch', () => Promise<unknown>>> = {
    touch: async () => {
      const profile = stores.living('p-john');
      const touched = profile && touchProfile(active, profile, now);
      if (touched?.kind === 'planned') stores.records.set('p-john', touched.write.profile);
    },
    news: () => news(goingFirst()),
    wait: async () => {
      const [journey] = [...stores.journeyRows.values()].filter(({ campaign }) => campaign === 'wait');
      if (journey === undefined) throw new Error('nothing waits');
      return advanceJourney(dependencies, journey, { goingFirst: goingFirst() });
    },
    date: () => {
      const date = new Date(NOW).toISOString().slice(0, 10);
      const base = { id: 'd', v: 1, type: 'Date Reached', profileId: 'p-john', at: NOW } as const;
      const signal: DateReached = { ...base, trait: 'birthday', date, campaigns: ['date'] };
      return beginJourney(dependencies, 'date', signal, undefined, goingFirst());
    },
  };
  const requested = () =>
    [...stores.ledger.values()].filter(({ status }) => status === 'requested').map((row) => row.campaign);
  return { deeds, requested, calls, stores, house, goingFirst, news };
}

const orders = [
  ['touch', 'news', 'wait', 'date'],
  ['touch', 'news', 'date', 'wait'],
  ['touch', 'wait', 'news', 'date'],
  ['touch', 'wait', 'date', 'news'],
  ['touch', 'date', 'news', 'wait'],
  ['touch', 'date', 'wait', 'news'],
  ['news', 'touch', 'wait', 'date'],
  ['news', 'wait', 'touch', 'date'],
  ['wait', 'touch', 'date', 'news'],
  // All of it twice, as queues may.
  ['news', 'touch', 'news', 'wait', 'wait', 'date', 'date', 'news'],
] as const;
const highest = ['news', 'wait', 'date'] as const;

describe('a letter, a wait and a birthday at one moment, and one message under the cap', () => {
  it.each(highest.flatMap((who) => orders.map((order) => [who, order] as const)))(
    'given that it matters most of %s, decided in the order %j, then it says it',
    async (who, order) => {
      const { deeds, requested } = await aHouse({ priorities: { news: 0, wait: 0, date: 0, [who]: 1 } });
      for (const deed of order) await deeds[deed]();
      expect(requested()).toEqual([who]);
    },
  );

  it.each(orders.map((order) => [order] as const))(
    'given two messages, decided in the order %j, then the two that matter most say it',
    async (order) => {
      const { deeds, requested } = await aHouse({ priorities: { news: 1, wait: 3, date: 2 }, atMost: 2 });
      for (const deed of order) await deeds[deed]();
      expect([...requested()].sort()).toEqual(['date', 'wait']);
    },
  );

  it('given that the row of a broadcast has another moment, then it does not go ahead', async () => {
    const { deeds, requested } = await aHouse({
      priorities: { news: 1, wait: 0, date: -1 },
      isTold: false,
    });
    await deeds.wait();
    expect(requested()).toEqual(['wait']);
  });

  it('given that what goes ahead fails for a moment, then nothing behind it is decided', async () => {
    const { deeds, requested, house } = await aHouse({ priorities: { news: 0, wait: 1, date: -1 } });
    house.failures.push(new UnavailableError('Journeys'));
    await expect(deeds.news()).rejects.toThrow('Journeys');
    expect(requested()).toEqual([]);
    await deeds.news();
    expect(requested()).toEqual(['wait']);
  });

  it('given that what goes ahead failed for a moment, then the next behind it meets it again', async () => {
    const { goingFirst, news, requested, house } = await aHouse({
      priorities: { news: 0, wait: 1, date: -1 },
    });
    const together = goingFirst();
    house.failures.push(new UnavailableError('Journeys'));
    await expect(news(together)).rejects.toThrow('Journeys');
    await news(together);
    expect(requested()).toEqual(['wait']);
  });

  it('given that what goes ahead fails, and nothing comes again, then what is behind it goes on', async () => {
    const { deeds, requested, house } = await aHouse({ priorities: { news: 0, wait: 1, date: -1 } });
    house.isLastTime = true;
    house.failures.push(new UnavailableError('Journeys'));
    await deeds.news();
    expect(requested()).toEqual(['news']);
  });

  it('given one that can never be decided, then it keeps nothing else back', async () => {
    const { deeds, requested, stores } = await aHouse({ priorities: { news: 0, wait: 1, date: -1 } });
    const [key, journey] = [...stores.journeyRows][0] ?? [];
    if (key === undefined || journey === undefined) throw new Error('nothing waits');
    stores.journeyRows.set(key, { ...journey, trace: undefined as never });
    await deeds.news();
    expect(requested()).toEqual(['news']);
  });
});

describe('calls to AWS of a decision', () => {
  it('given that it matters most, then one read and one transaction', async () => {
    const { deeds, calls } = await aHouse({ priorities: { news: 1, wait: 0, date: 0 } });
    await deeds.news();
    expect(calls).toEqual(['read profile', 'write']);
  });

  it('given that the cap leaves room for all, then one read and one transaction', async () => {
    const { deeds, calls } = await aHouse({ priorities: { news: 0, wait: 1, date: 1 }, atMost: 3 });
    await deeds.news();
    expect(calls).toEqual(['read profile', 'write']);
  });

  it('given one that goes ahead, then that one and two more reads', async () => {
    const { deeds, calls } = await aHouse({ priorities: { news: 0, wait: 1, date: -1 } });
    await deeds.news();
    // The wait's: the profile, beside its journey. Then the letter's own once more.
    expect(calls).toEqual(['read profile', 'read profile', 'write', 'read profile', 'write']);
  });

  it('given a broadcast that goes ahead, then its row is read', async () => {
    const { deeds, calls } = await aHouse({ priorities: { news: 1, wait: 0, date: -1 } });
    await deeds.wait();
    const ahead = ['read broadcast', 'read profile', 'write'];
    expect(calls).toEqual(['read profile', ...ahead, 'read profile', 'write']);
  });
});
