import { describe, expect, it } from 'vitest';
import { NO_FAULTS, randomFaults } from '../support/simulation/faults.ts';
import { makeHistory, type PlannedCall } from '../support/simulation/history.ts';
import type { HouseOptions } from '../support/simulation/house-options.ts';
import { outcomeOf } from '../support/simulation/house-outcome.ts';
import { judgeHouse } from '../support/simulation/judge-house.ts';
import { SeededRandom } from '../support/simulation/seeded-random.ts';
import { SimulatedHouse } from '../support/simulation/simulated-house.ts';

const START = Date.UTC(2026, 2, 2, 10);
const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SEEDS = Array.from({ length: 25 }, (_, seed) => seed);

interface Town {
  readonly house: SimulatedHouse;
  readonly calls: readonly PlannedCall[];
  /** The last call is over by then. */
  readonly end: number;
}

/** A house with a history of its seed, where nothing goes wrong but what a test does to it. */
function aTown(seed: number, options: Partial<HouseOptions> = {}): Town {
  const calls = makeHistory(seed, { guests: 3, messages: 40, startsAt: START, isShared: false });
  const house = new SimulatedHouse({ seed, startsAt: START, ...options });
  for (const call of calls) house.plan(call);
  return { house, calls, end: (calls.at(-1)?.at ?? START) + HOUR };
}

/** How often people were told something, and by how many mails. */
const toldIn = ({ house }: Town) => ({
  messages: house.tables.table('Deliveries').all().length,
  journeys: house.tables.table('Journeys').all().length,
  mails: house.mailbox.mails.length,
});

const wrongsOf = ({ house, calls }: Town) => judgeHouse(house, calls, { isShared: false });

describe('what is delivered again', () => {
  it.each([0, 2 * HOUR, 20 * HOUR])(
    'given a whole day that a new mapping reads from its beginning, %i ms after it was over, then nothing counts again and nobody is told again',
    async (later) => {
      for (const seed of SEEDS) {
        const town = aTown(seed);
        const { house, end } = town;
        await house.settle(end + later);
        const before = { told: toldIn(town), people: outcomeOf(house).people };
        const records = house.eventStream.shards.reduce((sum, shard) => sum + shard.records.length, 0);
        house.addMapping('resolve');
        house.addMapping('announce');
        house.addMapping('members');
        await house.world.scheduler.run();
        await house.settle(end + later + 60 * SECOND);
        expect(records).toBeGreaterThan(30);
        expect(house.mappings.map(({ backlog }) => backlog)).toEqual([0, 0, 0, 0, 0, 0]);
        expect({ told: toldIn(town), people: outcomeOf(house).people }, `seed ${seed}`).toEqual(before);
        await house.settle(end + 12 * DAY);
        expect(wrongsOf(town), `seed ${seed}`).toEqual([]);
      }
    },
  );

  it('given batches that begin where the last began and go further each time, then each of their events counts once', async () => {
    for (const seed of SEEDS) {
      const town = aTown(seed, { consumers: ['announce', 'members'] });
      const { house, end } = town;
      await house.settle(end);
      for (const { records } of house.eventStream.shards) {
        for (let length = 1; length <= records.length; length += 3) {
          const Records = records.slice(0, length).map(({ record }) => record);
          house.world.scheduler.spawn(() => house.functions.resolve.invoke({ Records }).then(() => {}));
          await house.world.scheduler.run();
        }
      }
      house.addMapping('resolve');
      await house.settle(end + 12 * DAY);
      expect(wrongsOf(town), `seed ${seed}`).toEqual([]);
    }
  });

  it('given people who are folded anew while their events are still on the way, then each counts once and is told once', async () => {
    for (const seed of SEEDS) {
      const told = await toldWithoutRefold(seed);
      const town = aTown(seed, { consumers: ['announce', 'members'] });
      const { house, end } = town;
      await house.settle(end);
      const random = new SeededRandom(seed);
      for (const { records } of house.eventStream.shards) {
        for (let at = 0; at < records.length; ) {
          const size = random.between(1, 8);
          const Records = records.slice(at, at + size).map(({ record }) => record);
          house.world.scheduler.spawn(() => house.functions.resolve.invoke({ Records }).then(() => {}));
          // At the same time as the next events come, and before those that follow.
          if (random.happens(0.5)) house.refoldAll();
          await house.world.scheduler.run();
          at += size;
        }
      }
      house.addMapping('resolve');
      await house.settle(end + 12 * DAY);
      expect(wrongsOf(town), `seed ${seed}`).toEqual([]);
      expect(house.tables.table('Journeys').all().filter(isThanks), `seed ${seed}`).toHaveLength(told);
    }
  });

  it('given one identifier whose events come from two shards at once, then each counts once', async () => {
    for (const seed of SEEDS) {
      const town = aTown(seed, { isImpatient: true, batchSize: 4 });
      const { house, calls, end } = town;
      for (const part of [1 / 4, 1 / 2, 3 / 4]) {
        const at = calls[Math.floor(calls.length * part)]?.at ?? START;
        house.world.scheduler.spawn(async () => {
          await house.world.scheduler.wait('a split', at - START);
          house.eventStream.split();
        });
      }
      await house.settle(end + 12 * DAY);
      expect(house.eventStream.shards.length).toBe(2 + 3 * 2);
      expect(wrongsOf(town), `seed ${seed}`).toEqual([]);
    }
  });

  it('given two readers of the same stream at the same time, then each event counts once and nobody is told twice', async () => {
    for (const seed of SEEDS) {
      const town = aTown(seed, {
        batchSize: 6,
        consumers: ['resolve', 'resolve', 'announce', 'announce', 'members'],
      });
      await town.house.settle(town.end + 12 * DAY);
      expect(wrongsOf(town), `seed ${seed}`).toEqual([]);
    }
  });

  it('given batches that were given up in an outage, then days later redrive counts each of their events once', async () => {
    let redriven = 0;
    for (const seed of SEEDS) {
      const town = aTown(seed, { attempts: 2, batchSize: 10 });
      const { house, end } = town;
      house.world.faults = randomFaults(new SeededRandom(seed), 0.4);
      await house.settle(end);
      house.world.faults = NO_FAULTS;
      await house.settle(end + 12 * DAY);
      redriven += house.world.counts.of('batches that were given up');
      expect(wrongsOf(town), `seed ${seed}`).toEqual([]);
    }
    expect(redriven).toBeGreaterThan(SEEDS.length);
  });
});

const isThanks = ({ campaign }: Record<string, unknown>) => campaign === 'thanks';

/** Who was thanked for a booking where events were delivered in the same order and nobody was folded anew. */
async function toldWithoutRefold(seed: number): Promise<number> {
  const { house, end } = aTown(seed, { consumers: ['announce', 'members'] });
  await house.settle(end);
  house.addMapping('resolve');
  await house.settle(end + 12 * DAY);
  return house.tables.table('Journeys').all().filter(isThanks).length;
}
