import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../../domain/error/maitred-error.ts';
import type { ScheduleReached } from '../../../../domain/profile/signal.ts';
import { planBroadcasts } from '../../../../lambdas/handlers/flows/plan-broadcasts.ts';
import { runBroadcast } from '../../../../lambdas/handlers/flows/run-broadcast.ts';
import { aCampaign, anActiveProgram } from '../../../support/a-campaign.ts';
import { MemoryBroadcasts } from '../../../support/memory-broadcasts.ts';

const TEN = Date.parse('2026-03-02T09:00:00Z');
const triggers = [
  { kind: 'schedule', segment: 'lapsed', schedule: { kind: 'day', at: { hour: 10, minute: 0 } } },
] as const;
const ACTIVE = anActiveProgram([aCampaign({ id: 'news', triggers })], { timezone: 'Europe/Berlin' });

/** A house with so many members of the segment; one more came after the moment. */
async function openHouse({ members = 1_200, held = ACTIVE, newest = async () => ACTIVE } = {}) {
  const ids = Array.from({ length: members }, (_, index) => `p-${String(index).padStart(5, '0')}`);
  const rows = [...ids.map((profileId) => ({ profileId, since: TEN })), { profileId: 'q', since: TEN + 1 }];
  const broadcasts = new MemoryBroadcasts();
  const told: string[] = [];
  let now = TEN - 60_000;
  let sends = 0;
  let failsAt = Number.POSITIVE_INFINITY;
  const dependencies = {
    broadcasts,
    playbook: { active: async () => held, newest },
    memberList: {
      readPage: async (_segment: string, after: string | undefined, limit: number) => {
        const page = rows.filter(({ profileId }) => profileId > (after ?? '')).slice(0, limit);
        return { members: page, last: page.length < limit ? null : (page.at(-1)?.profileId ?? null) };
      },
    },
    campaignQueue: {
      send: async (bodies: readonly unknown[]) => {
        sends += 1;
        if (sends === failsAt) throw new Error('the queue is away');
        told.push(...bodies.map((body) => (body as { detail: ScheduleReached }).detail.profileId));
      },
    },
    clock: () => now,
  };
  await planBroadcasts(dependencies, ACTIVE.program);
  const id = [...broadcasts.rows.keys()][0] ?? '';
  return {
    ids,
    told,
    row: () => broadcasts.rows.get(id),
    failAt: (send: number) => {
      failsAt = send;
    },
    at: (moment: number) => {
      now = moment;
    },
    run: (isTimeUp: () => boolean = () => false) => runBroadcast(dependencies, id, isTimeUp),
    plan: () => planBroadcasts(dependencies, ACTIVE.program),
  };
}

describe('runBroadcast', () => {
  it('given its moment, then every member of that moment is told once, and the next is tomorrow', async () => {
    const house = await openHouse();
    expect((await house.run()).result).toBe('nothing due');
    house.at(TEN);
    expect((await house.run()).result).toBe('told');
    expect(house.told).toEqual(house.ids);
    expect(house.row()).toMatchObject({ dueAt: TEN + 86_400_000, last: { moment: TEN, people: 1_200 } });
    expect((await house.run()).result).toBe('nothing due');
  });

  it('given no more time, then the next minute goes on after the last who was told', async () => {
    const house = await openHouse();
    house.at(TEN);
    expect((await house.run(() => true)).result).toBe('telling');
    expect(house.told).toHaveLength(500);
    house.at(TEN + 60_000);
    expect((await house.run()).result).toBe('told');
    expect(house.told).toEqual(house.ids);
  });

  it('given a queue that fails in the middle, then nobody is left out; who is told again is told the same', async () => {
    const house = await openHouse();
    house.at(TEN);
    house.failAt(2);
    await expect(house.run()).rejects.toThrow('the queue is away');
    expect((await house.run()).result).toBe('nothing due');
    house.at(TEN + 120_000);
    expect((await house.run()).result).toBe('told');
    expect([...new Set(house.told)]).toEqual(house.ids);
  });

  it('given two at once, then one of them tells', async () => {
    const house = await openHouse();
    house.at(TEN);
    const results = await Promise.all([house.run(), house.run()]);
    expect(results.map(({ result }) => result).sort()).toEqual(['nothing due', 'told']);
    expect(house.told).toEqual(house.ids);
  });

  it('given a program older than the deploy that planned it, then the newest decides', async () => {
    const held = anActiveProgram([], { ordinal: 0 });
    const house = await openHouse({ members: 3, held });
    house.at(TEN);
    expect((await house.run()).result).toBe('told');
    expect(house.told).toEqual(house.ids);
  });

  it('given an older program and no newer to be had, then it stays due as it is, for a retry', async () => {
    const held = anActiveProgram([], { ordinal: 0 });
    const away = async () => {
      throw new UnavailableError('the pointer');
    };
    for (const newest of [async () => held, away]) {
      const house = await openHouse({ held, newest });
      const before = house.row();
      house.at(TEN);
      await expect(house.run()).rejects.toMatchObject({ retryable: true });
      expect(house.row()).toEqual(before);
    }
  });

  it('given a newest program that does not ask for it, then it is put to rest', async () => {
    const house = await openHouse({ held: anActiveProgram([], { ordinal: 2 }) });
    house.at(TEN);
    expect((await house.run()).result).toBe('put off');
    expect(house.row()).toMatchObject({ dueAt: null, ordinal: 2 });
    expect(house.told).toEqual([]);
  });

  it('given the same deploy again, then the row stays as it is', async () => {
    const house = await openHouse();
    const before = house.row();
    await house.plan();
    expect(house.row()).toEqual(before);
  });
});
