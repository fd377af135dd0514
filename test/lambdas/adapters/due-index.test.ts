import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDueIndex, type DueIndex } from '../../../lambdas/adapters/due-index.ts';
import { NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

const KEY = { profileId: 'p-john', journeyId: 'win-back#1' };
const LIMIT = 5;
const SHARD = 7;

let tables: RunningTables;
let index: DueIndex;
beforeAll(async () => {
  tables = await startTables(['Journeys']);
  const keys = ['profileId', 'journeyId'];
  index = createDueIndex({ client: tables.client, table: 'Journeys', index: 'due', keys });
});
afterAll(() => tables?.stop());
beforeEach(() => put(NOW));

const put = (dueAt: number) =>
  tables.client.send(
    new PutCommand({ TableName: 'Journeys', Item: { ...KEY, step: 'wait', dueShard: SHARD, dueAt } }),
  );
const read = async () => (await tables.client.send(new GetCommand({ TableName: 'Journeys', Key: KEY }))).Item;
async function failOften(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await index.countFailure(KEY);
}
async function isHandedOut(now: number): Promise<boolean> {
  for await (const page of index.pages(SHARD, now)) if (page.length > 0) return true;
  return false;
}

describe('a row that failed while due', () => {
  it('leaves the index when it failed for the last time, and stays as it is otherwise', async () => {
    await failOften(LIMIT);
    await index.leave(KEY, LIMIT, NOW);
    expect(await read()).toEqual({ ...KEY, step: 'wait' });
    expect(await isHandedOut(NOW)).toBe(false);
  });

  it('given that somebody has moved it on meanwhile, then it stays due', async () => {
    await failOften(LIMIT);
    await put(NOW + 1000);
    await index.leave(KEY, LIMIT, NOW);
    expect(await isHandedOut(NOW + 1000)).toBe(true);
  });

  it('given that somebody has written it anew, due at once, then it stays due', async () => {
    await failOften(LIMIT);
    await put(NOW);
    await index.leave(KEY, LIMIT, NOW);
    expect(await isHandedOut(NOW)).toBe(true);
  });

  it('given a time later than now, then it stays due although it has failed often', async () => {
    await put(NOW + 1000);
    await failOften(LIMIT);
    await index.leave(KEY, LIMIT, NOW);
    expect(await isHandedOut(NOW + 1000)).toBe(true);
  });

  it('given that it is gone, then it does not come back', async () => {
    const gone = { ...KEY, profileId: 'nobody' };
    await index.leave(gone, LIMIT, NOW);
    await expect(index.countFailure(gone)).rejects.toMatchObject({ code: 'version-conflict' });
    expect(
      (await tables.client.send(new GetCommand({ TableName: 'Journeys', Key: gone }))).Item,
    ).toBeUndefined();
  });
});
