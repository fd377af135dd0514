import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../cli/api-client.ts';
import { CommandError } from '../../cli/command-error.ts';
import { estimateGuests } from '../../cli/estimate-guests.ts';
import type { PlanExample } from '../../cli/plan-answer.ts';
import { planGuests } from '../../cli/plan-guests.ts';
import { wilsonInterval } from '../../domain/campaign/report/wilson-interval.ts';

interface Asked {
  readonly segment: number;
  readonly segments: number;
  readonly cursor?: string;
}

const BASIS = { version: 'aaa', ordinal: 4 };
const example = (profileId: string): PlanExample => ({ segment: 'vip', change: 'enters', profileId });

/** A house of so many rows, evenly in its parts, a tenth of whom would enter; two pages a part. */
function aHouse(total: number) {
  const asked: Asked[] = [];
  const api: ApiClient = {
    url: 'https://api.example.com',
    async call<T>(_method: string, _path: string, body: unknown) {
      const { page } = body as { page: Asked };
      asked.push(page);
      const rows = total / page.segments / 2;
      return {
        basis: BASIS,
        page: {
          ...{ scanned: rows, people: rows, unread: 0, left: {}, included: {}, failed: [] },
          entered: { vip: rows / 10 },
          examples: [example(`p-${asked.length}`), example(`q-${asked.length}`)],
          cursor: page.cursor === undefined ? 'more' : null,
        },
      } as T;
    },
  };
  const bar = { show: () => {}, say: () => {}, end: () => {} };
  let drawn = 0;
  const random = () => {
    drawn = (drawn * 16_807 + 12_345) % 2_147_483_647;
    return drawn / 2_147_483_647;
  };
  return { asked, dependencies: { api, wait: async () => {}, bar, random } };
}

const ASKED = { program: {}, basis: BASIS };

describe('planGuests', () => {
  it('given no sample, then all parts are read to their end, and five examples are kept', async () => {
    const { asked, dependencies } = aHouse(800);
    const guests = await planGuests(dependencies, { ...ASKED, total: 800 });
    expect(guests).toMatchObject({ isExact: true, scanned: 800, people: 800, entered: { vip: 80 } });
    expect(asked).toHaveLength(8);
    expect(guests.examples).toHaveLength(5);
  });

  it('given a sample, then whole parts are read, each once, until they are enough', async () => {
    const { asked, dependencies } = aHouse(100_000);
    const guests = await planGuests(dependencies, { ...ASKED, total: 100_000, sample: 1_000 });
    const parts = asked.filter(({ cursor }) => cursor === undefined).map(({ segment }) => segment);
    expect(asked.every(({ segments }) => segments === 5_000)).toBe(true);
    expect(new Set(parts).size).toBe(parts.length);
    expect(guests.isExact).toBe(false);
    expect(guests.scanned).toBeGreaterThanOrEqual(1_000);
    expect(guests.scanned).toBeLessThan(1_100);
    expect(Math.max(...parts)).toBeGreaterThan(2_500);
  });

  it('given a sample of more than there are, then it is no sample', async () => {
    const { dependencies } = aHouse(80);
    expect((await planGuests(dependencies, { ...ASKED, total: 80, sample: 100 })).isExact).toBe(true);
  });

  it('given somebody who deploys meanwhile, then the plan is over', async () => {
    const { dependencies } = aHouse(80);
    const planned = planGuests(dependencies, { ...ASKED, basis: { version: 'old', ordinal: 3 }, total: 80 });
    await expect(planned).rejects.toThrow(CommandError);
  });
});

describe('estimateGuests', () => {
  it('given all, then what was found; given a sample, what it says of all, with its interval', () => {
    expect(estimateGuests(12, { isExact: true, scanned: 100 }, 1_000)).toEqual({ count: 12 });
    expect(estimateGuests(10, { isExact: false, scanned: 100 }, 1_000)).toEqual({
      count: 100,
      interval: [55, 175],
    });
  });

  it('given nothing found, then the interval still says how many there may be', () => {
    const { low, high } = wilsonInterval(0, 1_000);
    expect(low).toBeCloseTo(0, 12);
    expect(high).toBeCloseTo(0.003827, 5);
  });
});
