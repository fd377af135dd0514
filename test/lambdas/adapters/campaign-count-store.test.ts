import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCampaignCountStore } from '../../../lambdas/adapters/campaign-count-store.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

let tables: RunningTables;
beforeAll(async () => {
  tables = await startTables(['Config']);
}, 120_000);
afterAll(async () => tables?.stop());

const store = () => createCampaignCountStore({ client: tables.client, configTable: 'Config' });
const of = (campaign: string, counts: Record<string, number>) => new Map([[campaign, counts]]);
/** Names of batches are this long. */
const batch = (name: string) => name.padEnd(32, 'x');

describe('given counters of campaigns', () => {
  it('when batches are counted, then a campaign’s sums are those of all, whichever rows they lie in', async () => {
    for (let index = 0; index < 20; index += 1)
      await store().add(of('many', { entered: 2, 'ended;completed': 1 }), batch(`many${index}`));

    expect(await store().read('many')).toEqual({ entered: 40, 'ended;completed': 20 });
    const rows = await store().readAll();
    expect(rows.get('many')).toEqual({ entered: 40, 'ended;completed': 20 });
  });

  it('when a batch is told again, then it is counted once', async () => {
    for (let told = 0; told < 3; told += 1) await store().add(of('again', { entered: 5 }), batch('again'));

    expect(await store().read('again')).toEqual({ entered: 5 });
  });

  it('when a batch changes more counters than a transaction holds, then all are counted, once', async () => {
    const counts = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [`step;${index};-;decided`, index + 1]),
    );
    const changes = new Map([
      ['wide', counts],
      ['wider', counts],
    ]);
    await store().add(changes, batch('wide'));
    await store().add(changes, batch('wide'));

    expect(await store().read('wide')).toEqual(counts);
    expect(await store().read('wider')).toEqual(counts);
  });

  it('when one campaign’s id begins with another’s, then each has its own', async () => {
    await store().add(of('spa', { entered: 1 }), batch('spa'));
    await store().add(of('spa-offer', { entered: 7 }), batch('spa-offer'));

    expect(await store().read('spa')).toEqual({ entered: 1 });
    expect(await store().read('spa-offer')).toEqual({ entered: 7 });
  });

  it('when nothing was counted, then there is nothing', async () => {
    expect(await store().read('nobody')).toEqual({});
  });
});
