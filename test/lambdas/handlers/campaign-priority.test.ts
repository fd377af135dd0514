import type { Context, SQSEvent } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { InvalidInputError, UnavailableError } from '../../../domain/error/maitred-error.ts';
import { tellTogether } from '../../../domain/profile/tell-together.ts';
import { MAXIMUM_RECEIVES } from '../../../lambdas/contract/queues.ts';
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
const caps = [{ channel: 'email', atMost: 1, perMilliseconds: 1000 }] as const;
const active = anActiveProgram(
  [
    aCampaign({ id: 'entering', steps, priority: 1 }),
    aCampaign({ id: 'matching', steps, triggers: [], priority: 2 }),
    aCampaign({ id: 'receipt', steps, triggers: [], purpose: 'transactional' }),
  ],
  { permission: { suppress: [], caps } },
);

/** A house whose writes of decisions fail, one after the other, as they are told by campaign. */
function aHouse(failures: Readonly<Record<string, readonly Error[]>> = {}) {
  const stores = new MemoryStores([aContactableGuest()]);
  const { event } = anEventMatched();
  const told = [
    aSegmentEntered({ id: 'entered', event }),
    anEventMatched({ id: 'matched', campaigns: ['matching', 'receipt'] }),
  ];
  const nothing = { tombstones: [], identities: [], memberships: {}, covers: [] };
  const { signals } = tellTogether(active, { profile: aContactableGuest(), signals: told, ...nothing });
  const read = async () => active;
  const left = new Map(Object.entries(failures).map(([campaign, errors]) => [campaign, [...errors]]));
  const campaign = createCampaign({
    profiles: stores.profiles,
    journeys: stores.journeys,
    broadcasts: new MemoryBroadcasts(),
    decisions: {
      ...stores.decisions,
      write: async (decision) => {
        const failure = left.get(decision.journey.campaign)?.shift();
        if (failure !== undefined) throw failure;
        return stores.decisions.write(decision);
      },
    },
    playbook: { active: read, newest: read, version: read },
    events: { read: async () => undefined },
    slots: { reserve: async (_of: string, at: number) => at },
    bringUpToDate: async () => {},
    quarantine: { put: async () => {} },
    clock: () => NOW,
  });
  /** Hands out a signal for the nth time; answers whether it is left to the queue. */
  const take = async (id: string, receives = 1) => {
    const body = JSON.stringify({ detail: signals.find((signal) => signal.id === id) });
    const attributes = { SentTimestamp: '1', ApproximateReceiveCount: String(receives) };
    const records = { Records: [{ messageId: id, body, attributes }] };
    const answer = await campaign(records as unknown as SQSEvent, {} as Context);
    return answer.batchItemFailures.length > 0;
  };
  const said = () =>
    Object.fromEntries([...stores.ledger.values()].map(({ campaign: id, status }) => [id, status]));
  return { take, said };
}

const passing = new UnavailableError('Journeys');

/** Of two signals that one event brings the last leads: it has both decided. */
const LEAD = 'matched';

describe('two campaigns that one event begins, and one message under the cap', () => {
  it.each([
    [['entered', 'matched']],
    [['matched', 'entered']],
    [['matched', 'matched', 'entered', 'entered']],
  ])('given their signals in the order %j, then the one of higher priority says it', async (order) => {
    const { take, said } = aHouse();
    for (const id of order) await take(id);
    expect(said()).toMatchObject({ entering: 'suppressed', matching: 'requested' });
  });

  it('given that the higher fails for a moment, then the lower waits for it, and the higher says it', async () => {
    const { take, said } = aHouse({ matching: [passing] });
    expect(await take(LEAD)).toBe(true);
    expect(said()).not.toHaveProperty('entering');
    expect(await take(LEAD, 2)).toBe(false);
    expect(said()).toMatchObject({ entering: 'suppressed', matching: 'requested' });
  });

  it('given that the higher fails for a moment, then what wants no room under its caps does not wait', async () => {
    const { take, said } = aHouse({ matching: [passing] });
    await take(LEAD);
    expect(said()).toEqual({ receipt: 'requested' });
  });

  it('given that the higher can never succeed, then the lower says it at once', async () => {
    const { take, said } = aHouse({ matching: [new InvalidInputError('no')] });
    expect(await take(LEAD)).toBe(false);
    expect(said()).toMatchObject({ entering: 'requested' });
  });

  it('given that the higher fails every time, then the lower waits until their signal comes for the last time', async () => {
    const { take, said } = aHouse({ matching: Array.from({ length: MAXIMUM_RECEIVES }, () => passing) });
    for (let receives = 1; receives < MAXIMUM_RECEIVES; receives += 1) await take(LEAD, receives);
    expect(said()).not.toHaveProperty('entering');
    expect(await take(LEAD, MAXIMUM_RECEIVES)).toBe(true);
    expect(said()).toMatchObject({ entering: 'requested' });
    // Driven back from the dead letters.
    expect(await take(LEAD)).toBe(false);
    expect(said()).toMatchObject({ entering: 'requested', matching: 'suppressed' });
  });
});
