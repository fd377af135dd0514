import type { DynamoDBRecord } from 'aws-lambda';
import { ulid } from 'ulid';
import { compileFolder } from '../../cli/compile-folder.ts';
import { acceptMessage } from '../../domain/event/accept-message.ts';
import type { JsonObject } from '../../domain/event/json.ts';
import { activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { createEventHistory } from '../../lambdas/adapters/event-history.ts';
import { createEventStore } from '../../lambdas/adapters/event-store.ts';
import { createProfileStore } from '../../lambdas/adapters/profile-store.ts';
import { createResolve } from '../../lambdas/handlers/resolve.ts';
import type { StreamRecord } from '../../local/mappings/stream-record.ts';
import { createAnnouncer } from './announcer.ts';
import type { MeteredTables } from './metered-tables.ts';
import type { Spending, WrittenItem } from './spending.ts';

/** What one batch of the stream cost. */
export interface BatchCost {
  readonly events: number;
  /** The event puts. */
  readonly collect: Spending;
  readonly resolve: Spending;
  /** Profiles as they were written. */
  readonly profiles: readonly WrittenItem[];
  readonly busEntries: number;
}

/** As long as API Gateway's. */
const REQUEST_ID = 'JKJaXmPLvHcESHA=';
/** As long as Lambda's. */
const INVOCATION_ID = '6f9619ff-8b86-4d01-b42d-00c04fc964ff';

/** Events are put, resolved as one batch of the stream, announced: the product's own code on metered tables. */
export type RunBatch = (messages: readonly JsonObject[], at: number) => Promise<BatchCost>;

export async function createPipeline(tables: MeteredTables, playbook: string): Promise<RunBatch> {
  return createPipelineOf(tables, await compileProgram(playbook));
}

/** @throws {Error} where the folder has problems */
export async function compileProgram(playbook: string): Promise<Program> {
  const { program } = await compileFolder(playbook);
  if (program === undefined) throw new Error(`${playbook} has problems: run maitred check`);
  return program;
}

/** The pipeline of a program that need not be anybody's playbook. */
export function createPipelineOf(tables: MeteredTables, program: Program): RunBatch {
  const active = activateProgram(program);
  const eventsTable = tables.nameOf('Events');
  const profilesTable = tables.nameOf('Profiles');
  const events = createEventStore({ client: tables.clientOf('collect'), eventsTable });
  const client = tables.clientOf('resolve');
  const announce = createAnnouncer(tables.model);
  const clock = { now: 0 };
  const never = () => Promise.reject(new Error('no figure is of a batch that fails'));
  const resolve = createResolve({
    profileStore: createProfileStore({
      client,
      profilesTable,
      identitiesTable: tables.nameOf('Identities'),
    }),
    eventHistory: createEventHistory({ client, eventsTable }),
    playbookStore: { active: async () => active, newest: async () => active },
    refoldQueue: { send: never },
    quarantine: { put: never },
    newId: () => ulid(),
    now: () => clock.now,
    writeMetrics: () => {},
  });
  const rules = { identity: program.identity, consent: program.consent };
  return async (messages, at) => {
    clock.now = at;
    for (const message of messages)
      await events.putOnce(
        acceptMessage(message, { receivedAt: at, source: 'bench', rules, traceId: REQUEST_ID }),
      );
    const collect = await tables.take('collect');
    const { batchItemFailures } = await resolve(
      { Records: collect.written.map(insertOf) },
      { awsRequestId: INVOCATION_ID },
    );
    if (batchItemFailures.length > 0) throw new Error('resolve reported a failure');
    const spent = await tables.take('resolve');
    const profiles = spent.written.filter(({ tableName }) => tableName === profilesTable);
    const busEntries = await announce(profiles.map(({ item }) => item));
    return { events: messages.length, collect, resolve: spent, profiles, busEntries };
  };
}

/** The record that the stream makes of a put. */
function insertOf({ item }: WrittenItem, index: number): DynamoDBRecord {
  const record: StreamRecord = {
    eventID: `event-${index}`,
    eventName: 'INSERT',
    dynamodb: { Keys: {}, NewImage: item, SequenceNumber: String(index + 1) },
  };
  return record as DynamoDBRecord;
}
