import type { Context, SQSEvent } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { tellTogether } from '../../../domain/profile/tell-together.ts';
import { createCampaign } from '../../../lambdas/handlers/campaign.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
  aSegmentEntered,
  aSend,
} from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';
import { MemoryBroadcasts } from '../../support/memory-broadcasts.ts';
import { MemoryStores } from '../../support/memory-stores.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

const steps = [aSend('1')];
const active = anActiveProgram(
  [
    aCampaign({ id: 'entering', steps, priority: 1 }),
    aCampaign({ id: 'matching', steps, triggers: [], priority: 2 }),
  ],
  { permission: { suppress: [], caps: [{ channel: 'email', atMost: 1, perMilliseconds: 1000 }] } },
);

/** Takes the signals of one write, in the order given. */
async function take(order: readonly string[]) {
  const stores = new MemoryStores([aContactableGuest()]);
  const { event } = anEventMatched();
  const told = [
    aSegmentEntered({ id: 'entered', event }),
    anEventMatched({ id: 'matched', campaigns: ['matching'] }),
  ];
  const nothing = { tombstones: [], identities: [], memberships: {}, covers: [] };
  const { signals } = tellTogether(active, { profile: aContactableGuest(), signals: told, ...nothing });
  const read = async () => active;
  const campaign = createCampaign({
    profiles: stores.profiles,
    journeys: stores.journeys,
    broadcasts: new MemoryBroadcasts(),
    decisions: stores.decisions,
    playbook: { active: read, newest: read, version: read },
    events: { read: async () => undefined },
    slots: { reserve: async (_of: string, at: number) => at },
    bringUpToDate: async () => {},
    quarantine: { put: async () => {} },
    clock: () => NOW,
  });
  for (const id of order) {
    const body = JSON.stringify({ detail: signals.find((signal) => signal.id === id) });
    const records = { Records: [{ messageId: id, body, attributes: { SentTimestamp: '1' } }] };
    await campaign(records as unknown as SQSEvent, {} as Context);
  }
  const rows = [...stores.ledger.values()].map(({ campaign: id, status }) => [id, status] as const);
  return Object.fromEntries(rows);
}

describe('two campaigns that one event begins, and one message under the cap', () => {
  it.each([
    [['entered', 'matched']],
    [['matched', 'entered']],
    [['matched', 'matched', 'entered', 'entered']],
  ])('given their signals in the order %j, then the one of higher priority says it', async (order) => {
    expect(await take(order)).toEqual({ entering: 'suppressed', matching: 'requested' });
  });
});
