import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReleaseSlots } from '../../../lambdas/adapters/release-slots.ts';
import { NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

let tables: RunningTables;
beforeAll(async () => {
  tables = await startTables(['Config']);
});
afterAll(() => tables?.stop());

const slots = () => createReleaseSlots({ client: tables.client, configTable: 'Config' });

describe('the turns of a step under a rate', () => {
  it('given nobody before, then the first turn is now, and those that follow are an interval apart', async () => {
    const turns: number[] = [];
    for (let count = 0; count < 4; count += 1) turns.push(await slots().reserve('news#1', NOW, 3_600));
    expect(turns).toEqual([NOW, NOW + 3_600, NOW + 7_200, NOW + 10_800]);
  });

  it('given that all turns are over, then the next is now', async () => {
    await slots().reserve('late#1', NOW, 1_000);
    expect(await slots().reserve('late#1', NOW + 5_000, 1_000)).toBe(NOW + 5_000);
  });

  it('given another step, then it takes turns of its own', async () => {
    await slots().reserve('own#1', NOW, 1_000);
    expect(await slots().reserve('own#2', NOW, 1_000)).toBe(NOW);
  });

  it('given an interval of a fraction, then no second holds more than the rate', async () => {
    const turns: number[] = [];
    for (let count = 0; count < 7; count += 1) turns.push(await slots().reserve('fast#1', NOW, 1_000 / 3));
    const within = turns.filter((turn) => turn < NOW + 1_000);
    expect(within).toHaveLength(3);
    expect(turns.every(Number.isInteger)).toBe(true);
  });

  it('given many who ask at once, then each has a turn of their own', async () => {
    const asked = Array.from({ length: 20 }, () => slots().reserve('crowd#1', NOW, 100));
    const turns = (await Promise.all(asked)).sort((a, b) => a - b);
    expect(turns).toEqual(Array.from({ length: 20 }, (_, place) => NOW + place * 100));
  });
});
