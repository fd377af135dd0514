import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sumRows } from '../../../domain/campaign/report/campaign-counts.ts';
import { VersionConflictError } from '../../../domain/error/maitred-error.ts';
import { createCampaignCountStore } from '../../../lambdas/adapters/campaign-count-store.ts';
import {
  type CountedKey,
  type CountedTable,
  createCountedScan,
} from '../../../lambdas/adapters/counted-scan.ts';
import { encodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { createSweepStore, type Sweep } from '../../../lambdas/adapters/sweep-store.ts';
import { BROADCASTS } from '../../../lambdas/contract/tables.ts';
import { aJourney } from '../../support/a-journey.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

let tables: RunningTables;
beforeAll(async () => {
  tables = await startTables(['Config', 'Journeys', 'Deliveries']);
}, 120_000);
afterAll(async () => tables?.stop());

const counts = () => createCampaignCountStore({ client: tables.client, configTable: 'Config' });
const sweeps = () => createSweepStore({ client: tables.client, configTable: 'Config' });
const aSweep = (overrides: Partial<Sweep> = {}): Sweep => ({
  id: 'sweep-1',
  revision: 1,
  phase: 'walking',
  table: 'Journeys',
  after: null,
  rows: 0,
  before: new Map([['win-back', { entered: 3 }]]),
  sums: new Map(),
  walkedAt: null,
  mended: [],
  left: 0,
  ...overrides,
});

describe('how far a sweep has come', () => {
  it('given none, then there is none; given one, then it is read as it was written', async () => {
    expect(await sweeps().read()).toBeUndefined();
    const after = { profileId: 'p-1', journeyId: 'win-back#1' };
    await sweeps().write(aSweep());
    await sweeps().write(aSweep({ revision: 2, after, sums: new Map([['spa', { entered: 1 }]]) }));

    const expected = aSweep({ revision: 2, after, sums: new Map([['spa', { entered: 1 }]]) });
    expect(await sweeps().read()).toEqual(expected);
  });

  it('given one that somebody else wrote first, then it is refused, with what it would have mended', async () => {
    await counts().add(new Map([['win-back', { entered: 3 }]]), 'a-batch');
    await sweeps().write(aSweep());
    const mended = [{ campaign: 'win-back', counter: 'entered', difference: 2 }];
    const done = aSweep({ revision: 2, phase: 'done', mended });
    await sweeps().write(done, mended);

    await expect(sweeps().write(done, mended)).rejects.toThrow(VersionConflictError);
    expect(await counts().read('win-back')).toEqual({ entered: 5 });
  });

  it('given a sweep among the counters, then it is none of them', async () => {
    await sweeps().write(aSweep());

    expect([...(await counts().readAll()).keys()]).toEqual(['win-back']);
  });
});

describe('a walk over all that is counted', () => {
  it('given journeys, messages and a broadcast, then each of the first two is seen once', async () => {
    const put = (TableName: string, Item: object) =>
      tables.client.send(new PutCommand({ TableName, Item: { ...Item } }));
    for (let index = 0; index < 5; index += 1) {
      await put('Journeys', encodeJourney(aJourney({ profileId: `p-${index}`, isHeldOut: true })));
      const key = { profileId: `p-${index}`, deliveryId: 'win-back#1#2' };
      await put('Deliveries', {
        ...key,
        campaign: 'win-back',
        step: '2',
        status: 'suppressed',
        reason: 'cap',
      });
    }
    await put('Journeys', { profileId: BROADCASTS, journeyId: 'win-back', dueAt: 1, dueShard: 0 });

    const scan = createCountedScan({
      client: tables.client,
      tables: { Journeys: 'Journeys', Deliveries: 'Deliveries' },
    });
    const walk = async (table: CountedTable) => {
      const rows = [];
      let after: CountedKey | null = null;
      do {
        const page: Awaited<ReturnType<typeof scan.readPage>> = await scan.readPage(table, after);
        rows.push(...page.rows);
        after = page.last;
      } while (after !== null);
      return sumRows(rows).get('win-back');
    };
    expect(await walk('Journeys')).toEqual({ entered: 5, heldOut: 5 });
    expect(await walk('Deliveries')).toEqual({ 'step;2;-;decided': 5, 'step;2;-;suppressed;cap': 5 });
  });
});
