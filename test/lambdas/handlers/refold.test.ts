import type { Context, SQSEvent } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { createRefold } from '../../../lambdas/handlers/refold.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { aProfile } from '../../support/a-profile.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

const program = peopleProgram();

/** What a job does to John, whose one booking his state has lost. */
async function run(body: string) {
  const tables = new InMemoryTables();
  const { ordinal, aggregatesDigest: aggregates } = program;
  const identifiers = { 'userId#john': { sealed: NOW + 1, floor: NOW + 1, keys: {} } };
  const john = aProfile({ program: { ordinal, aggregates }, identifiers });
  tables.profiles.set(john.profileId, encodeProfile(john, []));
  tables.put([anEvent()]);
  const quarantined: unknown[] = [];
  const refold = createRefold({
    ...resolveDependencies(tables, activateProgram(program)),
    profileStore: tables,
    quarantine: { put: async (record) => void quarantined.push(record) },
    now: () => NOW,
  });
  const attributes = { SentTimestamp: '1000', ApproximateReceiveCount: '1' };
  const event = { Records: [{ messageId: 'm0', body, attributes }] } as unknown as SQSEvent;
  const answer = await refold(event, { awsRequestId: 'invocation-1' } as Context);
  const isMended = tables.living()[0]?.segments.booker?.since === NOW;
  return { answer, quarantined, isMended, told: tables.signals.map(({ type }) => type) };
}

describe('refold', () => {
  it('folds a person from nothing and tells what that changes', async () => {
    expect(await run('{"profileId":"profile-john"}')).toMatchObject({
      isMended: true,
      told: ['Segment Entered'],
      answer: { batchItemFailures: [] },
    });
  });

  it('tells nothing of it where the job says that it is quiet', async () => {
    expect(await run('{"profileId":"profile-john","isQuiet":true}')).toMatchObject({
      isMended: true,
      told: [],
    });
  });

  it('needs nothing for a profile that is gone', async () => {
    expect(await run('{"profileId":"nobody"}')).toMatchObject({
      quarantined: [],
      answer: { batchItemFailures: [] },
    });
  });

  it.each(['{}', '{"profileId":""}', '{"profileId":"profile-john","isQuiet":"yes"}'])(
    'quarantines what is no job: %s',
    async (body) => {
      expect(await run(body)).toMatchObject({ isMended: false, quarantined: [{ function: 'refold' }] });
    },
  );
});
