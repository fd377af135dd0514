import { describe, expect, it } from 'vitest';
import type { CampaignCounts } from '../../../domain/campaign/report/campaign-counts.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Sweep } from '../../../lambdas/adapters/sweep-store.ts';
import { createReport } from '../../../lambdas/handlers/report.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { aKey, CollectorHouse } from '../../support/a-collector.ts';
import { aProgram } from '../../support/a-program.ts';
import { NOW } from '../../support/an-event.ts';
import { callHttp } from '../../support/http-call.ts';

const active = activateProgram(aProgram({ campaigns: { 'win-back': aCampaign({ name: 'Win back' }) } }));

const STORED: Readonly<Record<string, CampaignCounts>> = {
  nobody: {},
  'goal-missed': { entered: 3, withGoal: 2 },
  'old-goal': { entered: 30, withGoal: 30, heldOut: 10, converted: 6, 'converted;heldOut': 2 },
};

function aHandler(counted: CampaignCounts = {}) {
  const house = new CollectorHouse();
  house.keys.set('read', aKey({ scopes: ['profiles'] }));
  house.keys.set('admin', aKey({ scopes: ['admin'] }));
  let stored: Sweep | undefined;
  const handler = createReport({
    findKey: house.findKey,
    limitKey: house.limitKey,
    writeMetrics: house.writeMetrics,
    clock: () => NOW,
    newId: () => 'sweep-1',
    playbook: { active: async () => active },
    counts: {
      read: async (campaign) => {
        if (campaign.length > 1000) throw new Error('DynamoDB takes keys of 1024 bytes');
        return STORED[campaign] ?? (campaign === 'win-back' ? counted : { entered: 2 });
      },
      readAll: async () => new Map(),
    },
    scan: { readPage: async () => ({ rows: [], last: null }) },
    sweeps: {
      read: async () => stored,
      write: async (sweep) => {
        stored = sweep;
      },
    },
  });
  const report = (campaign: string) =>
    callHttp(handler, {
      route: 'GET /v1/campaigns/{campaign}/report',
      parameters: { campaign },
      key: 'read',
    });
  const sweep = (body: object, key = 'admin') =>
    callHttp(handler, { route: 'POST /v1/campaigns/sweep', key, body: JSON.stringify(body) });
  return { report, sweep };
}

describe('report', () => {
  it('tells a campaign of the active playbook, also before it has counted anything', async () => {
    expect(await aHandler().report('win-back')).toMatchObject({
      status: 200,
      body: { campaign: 'win-back', name: 'Win back', hasGoal: false, entered: 0, steps: [] },
    });
  });

  it('tells a campaign that is gone, as long as it has counted something', async () => {
    expect(await aHandler().report('old')).toMatchObject({
      status: 200,
      body: { campaign: 'old', name: null, entered: 2, waiting: 2 },
    });
  });

  it('given one that is gone, then by its counters it had a goal if some journey had one, reached or not', async () => {
    expect((await aHandler().report('old')).body).toMatchObject({ hasGoal: false });
    expect((await aHandler().report('goal-missed')).body).toMatchObject({
      hasGoal: true,
      goal: { treated: { entered: 3, converted: 0, rate: { rate: 0 } } },
    });
    expect((await aHandler().report('old-goal')).body).toMatchObject({
      hasGoal: true,
      converted: 6,
      goal: {
        treated: { converted: 4 },
        heldOut: { converted: 2 },
        lift: { difference: expect.any(Number) },
      },
    });
    // The playbook has a campaign without one by now.
    const counted = { entered: 4, withGoal: 4, converted: 1 };
    expect((await aHandler(counted).report('win-back')).body).toMatchObject({ hasGoal: false });
  });

  it('says what the lift does not measure, by the campaign and by what was counted', async () => {
    expect((await aHandler().report('win-back')).body).toMatchObject({ goal: { biases: [] } });
    const counted = { entered: 30, heldOut: 10, unaddressed: 5 };
    expect((await aHandler(counted).report('win-back')).body).toMatchObject({
      goal: { unaddressed: 5, biases: [{ kind: 'wait first' }, { kind: 'without a message' }] },
    });
    const failed = { entered: 1, converted: 1, 'step;2;-;decided': 1, 'step;2;-;failed': 1 };
    expect((await aHandler(failed).report('win-back')).body).toMatchObject({
      goal: { biases: [{ kind: 'messages failed' }] },
    });
  });

  it('knows no other, and names the nearest', async () => {
    expect(await aHandler().report('nobody')).toMatchObject({ status: 404 });
    expect(await aHandler().report('a'.repeat(3000))).toMatchObject({ status: 404 });
    expect(await aHandler().report('__proto__')).not.toMatchObject({ status: 500 });
  });

  it('sweeps for administrators alone, from call to call', async () => {
    const { sweep } = aHandler();
    expect(await sweep({}, 'read')).toMatchObject({ status: 403 });
    expect(await sweep({ sweep: 'sweep-1' })).toMatchObject({ status: 409 });
    expect(await sweep({})).toMatchObject({ status: 200, body: { sweep: 'sweep-1', phase: 'walking' } });
    expect(await sweep({ sweep: 'sweep-1' })).toMatchObject({
      body: { phase: 'settling', waitSeconds: 120 },
    });
    expect(await sweep({ sweep: 'sweep-0' })).toMatchObject({ status: 409 });
    expect(await sweep({ sweep: 7 })).toMatchObject({ status: 400 });
  });
});
