import type { Context, SQSEvent } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { DueIndex } from '../../../lambdas/adapters/due-index.ts';
import { MAXIMUM_RECEIVES } from '../../../lambdas/contract/queues.ts';
import { createDue } from '../../../lambdas/handlers/due.ts';
import { beginJourney } from '../../../lambdas/handlers/flows/begin-journey.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
  aSend,
} from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';
import { MemoryBroadcasts } from '../../support/memory-broadcasts.ts';
import { MemoryStores } from '../../support/memory-stores.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

const HOUR = 3_600_000;
const waiting = (id: string, milliseconds: number) =>
  aCampaign({ id, triggers: [], steps: [{ kind: 'wait', id: '1', milliseconds }, aSend('2')] });
const active = anActiveProgram(
  [
    waiting('earlier', HOUR),
    { ...waiting('later', 2 * HOUR), priority: 1 },
    { ...waiting('receipt', 2 * HOUR), purpose: 'transactional' },
  ],
  { permission: { suppress: [], caps: [{ channel: 'email', atMost: 1, perMilliseconds: 24 * HOUR }] } },
);
const passing = new UnavailableError('Journeys');

/** John and Ann, both in all campaigns; writing for one of them fails as it is told. All that waited is due by now. */
async function aHouse(failing: { readonly journey: string; readonly errors: readonly Error[] }) {
  const guests = ['john', 'ann'];
  const stores = new MemoryStores(
    guests.map((profileId) => aContactableGuest({ profileId, seed: profileId })),
  );
  const errors: Error[] = [];
  let now = NOW;
  const read = async () => active;
  const nothing: DueIndex = {
    async *pages() {},
    countFailure: async () => 1,
    leave: async () => {},
  };
  const quarantined: string[] = [];
  const dependencies = {
    profiles: stores.profiles,
    journeys: stores.journeys,
    broadcasts: new MemoryBroadcasts(),
    decisions: {
      ...stores.decisions,
      write: async (decision: Parameters<typeof stores.decisions.write>[0]) => {
        const { profileId, campaign } = decision.journey;
        const failure = `${profileId} ${campaign}` === failing.journey ? errors.shift() : undefined;
        if (failure !== undefined) throw failure;
        return stores.decisions.write(decision);
      },
    },
    playbook: { active: read, newest: read, version: read },
    events: { read: async () => undefined },
    slots: { reserve: async (_of: string, at: number) => at },
    bringUpToDate: async () => {},
    quarantine: { put: async () => void quarantined.push('one') },
    clock: () => now,
    pause: async () => {},
  };
  for (const profileId of guests)
    for (const campaign of ['earlier', 'later', 'receipt'])
      await beginJourney(dependencies, campaign, anEventMatched({ profileId, campaigns: [campaign] }));
  now = NOW + 3 * HOUR;
  errors.push(...failing.errors);
  const journeys: DueIndex = {
    ...nothing,
    // The earlier in a page of its own, as others who are due may have it.
    async *pages() {
      const due = [...stores.journeyRows.values()]
        .filter(({ dueAt }) => dueAt !== null && dueAt <= now)
        .map(({ profileId, journeyId, dueAt }) => ({ key: { profileId, journeyId }, dueAt: dueAt ?? 0 }));
      const isFirst = ({ dueAt }: { readonly dueAt: number }) => dueAt === NOW + HOUR;
      yield due.filter(isFirst);
      yield due.filter((row) => !isFirst(row));
    },
  };
  const due = createDue({
    ...dependencies,
    indexes: { profiles: nothing, journeys, deliveries: nothing },
    touchProfile: async () => {},
    deliveries: { read: async () => undefined, handedOut: async () => false },
    memberList: { readPage: async () => ({ members: [] }) },
    campaignQueue: NO_QUEUE,
    channelQueues: { email: NO_QUEUE, sms: NO_QUEUE, push: NO_QUEUE, webhook: NO_QUEUE },
  } as never);
  /** Works off what is due; answers whether the message is left to the queue. */
  const drain = async (receives = 1) => {
    const attributes = { SentTimestamp: '1', ApproximateReceiveCount: String(receives) };
    const records = { Records: [{ messageId: 'm', body: '{"shard":0}', attributes }] };
    const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };
    const answer = await due(records as unknown as SQSEvent, context as unknown as Context);
    return answer.batchItemFailures.length > 0;
  };
  const said = (guest: string) =>
    Object.fromEntries(
      [...stores.ledger.values()]
        .filter(({ profileId }) => profileId === guest)
        .map(({ campaign, status }) => [campaign, status]),
    );
  return { drain, said };
}

const NO_QUEUE = { send: async () => [] };
const UNDER_THE_CAP = { earlier: 'requested', later: 'suppressed', receipt: 'requested' };

describe('journeys of a guest that are due, and one message under the cap', () => {
  it('given that the first fails for a moment, then the next waits for it, and the first says it', async () => {
    const { drain, said } = await aHouse({ journey: 'john earlier', errors: [passing] });
    expect(await drain()).toBe(true);
    expect(said('john')).toEqual({ receipt: 'requested' });
    expect(await drain(2)).toBe(false);
    expect(said('john')).toEqual(UNDER_THE_CAP);
  });

  it('given that the first fails for a moment, then nobody else waits for it', async () => {
    const { drain, said } = await aHouse({ journey: 'john earlier', errors: [passing] });
    await drain();
    expect(said('ann')).toEqual(UNDER_THE_CAP);
  });

  it('given that the first can never be taken on, then the next says it at once', async () => {
    const { drain, said } = await aHouse({ journey: 'john earlier', errors: [new TypeError('x')] });
    expect(await drain()).toBe(false);
    expect(said('john')).toEqual({ later: 'requested', receipt: 'requested' });
  });

  it('given that the first fails every time, then the next waits until the message comes for the last time', async () => {
    const errors = Array.from({ length: MAXIMUM_RECEIVES }, () => passing);
    const { drain, said } = await aHouse({ journey: 'john earlier', errors });
    for (let receives = 1; receives < MAXIMUM_RECEIVES; receives += 1) await drain(receives);
    expect(said('john')).toEqual({ receipt: 'requested' });
    expect(await drain(MAXIMUM_RECEIVES)).toBe(true);
    expect(said('john')).toEqual({ later: 'requested', receipt: 'requested' });
  });
});
