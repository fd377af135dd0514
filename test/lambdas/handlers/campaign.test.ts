import type { Context, SQSEvent } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { MaitredError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { createCampaign } from '../../../lambdas/handlers/campaign.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { aCampaign, aContactableGuest, anActiveProgram, aSegmentEntered } from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';
import { MemoryBroadcasts } from '../../support/memory-broadcasts.ts';
import { MemoryStores } from '../../support/memory-stores.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

const BOTH = anActiveProgram([aCampaign({ id: 'one' }), aCampaign({ id: 'two' })]);

interface Given {
  readonly stores?: MemoryStores;
  /** The signal. */
  readonly detail?: object;
  readonly clock?: number;
  /** The program that the function holds, and the one that is active. */
  readonly held?: ActiveProgram;
  readonly newest?: ActiveProgram;
}

/** Begins the campaigns `one` and `two` for a guest; deciding on one fails as it is told. */
async function begin(
  failures: Readonly<Record<string, Error>>,
  {
    stores = new MemoryStores([aContactableGuest()]),
    detail = aSegmentEntered(),
    clock = NOW,
    held = BOTH,
    newest = held,
  }: Given = {},
) {
  const quarantined: unknown[] = [];
  const campaign = createCampaign({
    profiles: stores.profiles,
    journeys: stores.journeys,
    broadcasts: new MemoryBroadcasts(),
    decisions: {
      noteRefusal: stores.decisions.noteRefusal,
      write: async (decision) => {
        const failure = failures[decision.journey.campaign];
        if (failure !== undefined) throw failure;
        return stores.decisions.write(decision);
      },
    },
    playbook: { active: async () => held, newest: async () => newest, version: async () => newest },
    events: { read: async () => undefined },
    slots: { reserve: async (_of: string, at: number) => at },
    bringUpToDate: async () => {},
    quarantine: { put: async (record) => void quarantined.push(record) },
    clock: () => clock,
  });
  const body = JSON.stringify({ detail });
  const event = { Records: [{ messageId: 'm', body, attributes: { SentTimestamp: '1' } }] };
  const answer = await campaign(event as unknown as SQSEvent, {} as Context);
  const begun = [...stores.journeyRows.values()].map((journey) => journey.campaign);
  return { begun, quarantined, left: answer.batchItemFailures.length };
}

const cause = Object.assign(new Error('no right'), { name: 'AccessDeniedException' });
const refused = new MaitredError('refused', { code: 'aws-refused', retryable: false, cause });

describe('campaign', () => {
  it('does not let one campaign’s failure keep the guest out of another', async () => {
    expect(await begin({ one: new TypeError('x') })).toMatchObject({ begun: ['two'], left: 0 });
  });

  it('leaves the signal to the queue where one campaign’s failure may pass, whatever another’s is', async () => {
    expect(await begin({ one: new TypeError('x'), two: refused })).toEqual({
      begun: [],
      quarantined: [],
      left: 1,
    });
  });

  it('given an entry that a newer deploy has told than the one it holds, then what that deploy begins is begun', async () => {
    const held = anActiveProgram([]);
    const newest = anActiveProgram([aCampaign({ id: 'one' })], { ordinal: 2 });
    const entered = (ordinal: number, programs: Given) => {
      const guest = aContactableGuest({ program: { ordinal, aggregates: 'test-aggregates' } });
      const detail = { ...aSegmentEntered(), ordinal };
      return begin({}, { stores: new MemoryStores([guest]), detail, ...programs });
    };
    expect(await entered(2, { held, newest })).toMatchObject({ begun: ['one'], left: 0 });
    expect(await entered(1, { held, newest })).toMatchObject({ begun: [], left: 0 });
    // The pointer may be behind for a moment: the signal comes again.
    expect(await entered(2, { held })).toMatchObject({ begun: [], left: 1 });
  });

  it('given a clock that lags behind what a journey is told of, then it is looked at as of then', async () => {
    const stores = new MemoryStores([aContactableGuest()]);
    await begin({}, { stores });
    const [journey] = stores.journeyRows.values();
    const { profileId, journeyId, campaign, dueAt } = journey ?? expect.fail('no journey began');
    const at = dueAt ?? expect.fail('it does not wait');
    const event = { identifier: 'userId#john', sort: '2026-03-02T10:00:00.000Z#m-1' };
    const told = {
      id: 's-1',
      v: 1,
      type: 'Journey Event Matched',
      watch: 'wait',
      profileId,
      journeyId,
      campaign,
    };
    const detail = { ...told, at, event, time: at, journeyProfileId: profileId };
    await begin({}, { stores, detail, clock: at - 400 });
    expect([...stores.journeyRows.values()].filter(({ revision }) => revision > 1)).toHaveLength(1);
  });
});
