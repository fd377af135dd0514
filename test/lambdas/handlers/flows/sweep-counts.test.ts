import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCounts,
  type CountedRow,
  type CountsByCampaign,
  sumChanges,
  sumRows,
} from '../../../../domain/campaign/report/campaign-counts.ts';
import { VersionConflictError } from '../../../../domain/error/maitred-error.ts';
import type { CounterChange } from '../../../../lambdas/adapters/counter-update.ts';
import type { Sweep } from '../../../../lambdas/adapters/sweep-store.ts';
import {
  SETTLING_MILLISECONDS,
  SweepLostError,
  sweepCounts,
} from '../../../../lambdas/handlers/flows/sweep-counts.ts';
import { NOW } from '../../../support/an-event.ts';

const STAGES = ['entered', 'converted', 'ended;completed'];
const row = (stage: number): CountedRow => ({ campaign: 'win-back', counters: STAGES.slice(0, stage + 1) });

/** Rows that gain counters, a stream that tells of each write later, and counters that follow it. */
class Counted {
  readonly rows: number[] = [];
  readonly told: CountsByCampaign[] = [];
  counters: CountsByCampaign = new Map();
  now = NOW;
  sweep: Sweep | undefined;
  begun = 0;
  /** Happens between two pages of a walk. */
  between = () => {};

  write(place: number): void {
    const stage = this.rows[place];
    const next = Math.min((stage ?? -1) + 1, STAGES.length - 1);
    this.rows[place] = next;
    const before = stage === undefined ? undefined : row(stage);
    this.told.push(sumChanges([{ before, after: row(next) }]));
  }

  tell(count = this.told.length): void {
    this.counters = addCounts(this.counters, ...this.told.splice(0, count));
  }

  damage(counter: string, by: number): void {
    this.counters = addCounts(this.counters, new Map([['win-back', { [counter]: by }]]));
  }

  /** What is wrong of each counter, once all is told. */
  wrong(): Readonly<Record<string, number>> {
    const right = sumRows(this.rows.map(row)).get('win-back') ?? {};
    const counted = addCounts(this.counters, ...this.told).get('win-back') ?? {};
    return Object.fromEntries(STAGES.map((name) => [name, (counted[name] ?? 0) - (right[name] ?? 0)]));
  }

  readonly dependencies = {
    counts: { readAll: async () => this.counters },
    scan: {
      readPage: async (table: string, after: Readonly<Record<string, string>> | null) => {
        this.between();
        if (table === 'Deliveries') return { rows: [], last: null };
        const place = after === null ? 0 : Number(after.place) + 1;
        const stage = this.rows[place];
        const last = place + 1 < this.rows.length ? { place: String(place) } : null;
        return { rows: stage === undefined ? [] : [row(stage)], last };
      },
    },
    sweeps: {
      read: async () => this.sweep,
      write: async (sweep: Sweep, mending: readonly CounterChange[] = []) => {
        const isNext = sweep.revision === 1 || this.sweep?.revision === sweep.revision - 1;
        if (!isNext) throw new VersionConflictError('the sweep');
        this.sweep = sweep;
        for (const { counter, difference } of mending) this.damage(counter, difference);
      },
    },
    newId: () => {
      this.begun += 1;
      return `sweep-${this.begun}`;
    },
    clock: () => this.now,
  };

  /** A whole sweep; all that was told meanwhile has been counted when it mends. */
  async sweepAll() {
    const { sweep } = await sweepCounts(this.dependencies, undefined);
    let answer = await sweepCounts(this.dependencies, sweep);
    while (answer.phase === 'walking') answer = await sweepCounts(this.dependencies, sweep);
    this.tell();
    this.now += SETTLING_MILLISECONDS;
    return sweepCounts(this.dependencies, sweep);
  }
}

const RIGHT = { entered: 0, converted: 0, 'ended;completed': 0 };

function aHouse(rows = 5): Counted {
  const house = new Counted();
  for (let place = 0; place < rows; place += 1) house.write(place);
  house.tell();
  return house;
}

describe('a sweep', () => {
  it('given counters that agree with the rows, then it mends none', async () => {
    expect(await aHouse().sweepAll()).toMatchObject({ phase: 'done', rows: 5, mended: [], left: 0 });
  });

  it('given counters that were damaged, then it mends them, whatever was lost or too much', async () => {
    const house = aHouse();
    house.damage('entered', -3);
    house.damage('converted', 4);
    const { mended } = await house.sweepAll();

    expect(mended).toEqual([
      { campaign: 'win-back', counter: 'converted', difference: -4 },
      { campaign: 'win-back', counter: 'entered', difference: 3 },
    ]);
    expect(house.wrong()).toEqual(RIGHT);
  });

  it('given a walk that has just ended, then it waits until what it saw is counted', async () => {
    const house = aHouse();
    const { sweep } = await sweepCounts(house.dependencies, undefined);
    house.between = () => house.write(0);
    const walked = await sweepCounts(house.dependencies, sweep);
    expect(walked).toMatchObject({ phase: 'settling', waitSeconds: 120 });
    house.now += 90_000;
    expect(await sweepCounts(house.dependencies, sweep)).toMatchObject({
      phase: 'settling',
      waitSeconds: 30,
    });
    expect(house.wrong()).toEqual(RIGHT);
  });

  it('given a call that is made again, then it mends once', async () => {
    const house = aHouse();
    house.damage('entered', -3);
    const done = await house.sweepAll();
    expect(await sweepCounts(house.dependencies, done.sweep)).toEqual(done);
    expect(house.wrong()).toEqual(RIGHT);
  });

  it('given two calls at once, then one of them is told to come again', async () => {
    const house = aHouse();
    house.damage('entered', -3);
    const { sweep } = await sweepCounts(house.dependencies, undefined);
    const calls = [1, 2].map(() => sweepCounts(house.dependencies, sweep));
    const ends = await Promise.allSettled(calls);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('given another that has begun, then the one before is over', async () => {
    const house = aHouse();
    const { sweep } = await sweepCounts(house.dependencies, undefined);
    await sweepCounts(house.dependencies, undefined);
    await expect(sweepCounts(house.dependencies, sweep)).rejects.toThrow(SweepLostError);
  });

  it('given traffic all the while, then what was right stays right, and what was wrong is never passed', async () => {
    const traffic = fc.array(fc.record({ place: fc.nat(9), tell: fc.nat(3), isWrite: fc.boolean() }), {
      maxLength: 40,
    });
    const damage = fc.constantFrom(-4, -1, 0, 0, 1, 4);
    await fc.assert(
      fc.asyncProperty(traffic, damage, async (all, by) => {
        const house = aHouse();
        house.damage('entered', by);
        const steps = [...all];
        house.between = () => {
          for (const { place, tell, isWrite } of steps.splice(0, 4)) {
            if (isWrite) house.write(Math.min(place, house.rows.length));
            house.tell(tell);
          }
        };
        house.between();
        await house.sweepAll();

        const { entered = 0, ...others } = house.wrong();
        expect(others).toEqual({ converted: 0, 'ended;completed': 0 });
        expect(Math.abs(entered)).toBeLessThanOrEqual(Math.abs(by));
        expect(entered * by).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
