import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { IdentityRecord } from '../../domain/identity/identity-record.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { createEventHistory } from '../../lambdas/adapters/event-history.ts';
import { encodeEvent } from '../../lambdas/adapters/event-record.ts';
import { createEventStore } from '../../lambdas/adapters/event-store.ts';
import { createProfileStore } from '../../lambdas/adapters/profile-store.ts';
import { createRefold } from '../../lambdas/handlers/refold.ts';
import { createResolve } from '../../lambdas/handlers/resolve.ts';
import { NOW } from './an-event.ts';
import type { RunningTables } from './dynamodb-tables.ts';
import { aStreamEvent, INVOCATION } from './stream-event.ts';

type Batch = readonly TrackingEvent[];

/** Readers of the Events stream and the refold queue, each with adapters of its own, over the same DynamoDB Local. */
export interface ConcurrentReaders {
  /** Stores events as collect does; a stream is not read, `read` is told what comes. */
  store(events: readonly TrackingEvent[]): Promise<void>;
  /** Several readers at once, each with its batches one after another; a batch comes again from where it failed. */
  read(readers: readonly (readonly Batch[])[]): Promise<void>;
  /** Those whom these identifiers lead to, each once. */
  living(identifiers: readonly string[]): Promise<Profile[]>;
  rows(identifiers: readonly string[]): Promise<Map<string, IdentityRecord>>;
}

/** More deliveries of a batch than this are no bad luck. */
const MAXIMUM_DELIVERIES = 100;

/** @param tables with Events, Profiles and Identities */
export function createConcurrentReaders(tables: RunningTables, active: ActiveProgram): ConcurrentReaders {
  const jobs: SQSRecord[] = [];
  const quarantined: unknown[] = [];
  const eventStore = createEventStore({ client: tables.client, eventsTable: 'Events' });
  const storeOf = () =>
    createProfileStore({
      client: tables.client,
      profilesTable: 'Profiles',
      identitiesTable: 'Identities',
    });
  const dependencies = () => ({
    profileStore: storeOf(),
    eventHistory: createEventHistory({ client: tables.client, eventsTable: 'Events' }),
    playbookStore: { active: async () => active, newest: async () => active },
    refoldQueue: { send: async (bodies: readonly unknown[]) => void jobs.push(...bodies.map(jobOf)) },
    quarantine: { put: async (record: unknown) => void quarantined.push(record) },
    newId: () => crypto.randomUUID(),
    now: () => NOW,
    writeMetrics: () => {},
  });

  const readBatches = async (batches: readonly Batch[]): Promise<void> => {
    const resolve = createResolve(dependencies());
    for (const batch of batches) await deliver(resolve, batch);
  };
  const drainJobs = async (): Promise<void> => {
    const refold = createRefold(dependencies());
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const { batchItemFailures } = await refold({ Records: [job] } as SQSEvent, {} as Context);
      if (batchItemFailures.length > 0) jobs.push(job);
    }
  };
  const store = storeOf();
  return {
    store: async (events) => void (await Promise.all(events.map((event) => eventStore.putOnce(event)))),
    async read(readers) {
      await Promise.all([...readers.map(readBatches), drainJobs()]);
      await drainJobs();
      if (quarantined.length > 0) throw new Error(`quarantined: ${JSON.stringify(quarantined)}`);
    },
    async living(identifiers) {
      const found = await Promise.all(identifiers.map((identifier) => store.findByIdentifier(identifier)));
      const profiles = found.filter((profile) => profile !== undefined);
      return [...new Map(profiles.map((profile) => [profile.profileId, profile])).values()];
    },
    rows: (identifiers) => store.readIdentities(identifiers),
  };
}

/** As a stream does: from the first record that failed on, until all succeed. */
async function deliver(resolve: ReturnType<typeof createResolve>, batch: Batch): Promise<void> {
  let left = batch;
  for (let delivery = 1; left.length > 0; delivery += 1) {
    if (delivery > MAXIMUM_DELIVERIES) throw new Error('the batch never succeeds');
    const { batchItemFailures } = await resolve(aStreamEvent(left.map(encodeEvent)), INVOCATION);
    const failed = batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
    left = failed.length === 0 ? [] : left.slice(Math.min(...failed) - 1);
  }
}

function jobOf(body: unknown): SQSRecord {
  const attributes = { SentTimestamp: String(NOW) };
  return { messageId: crypto.randomUUID(), body: JSON.stringify(body), attributes } as unknown as SQSRecord;
}
