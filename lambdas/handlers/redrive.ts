import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { InvalidInputError, UnavailableError } from '../../domain/error/maitred-error.ts';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createFailureStore, type FailedBatch, type FailureStore } from '../adapters/failure-store.ts';
import type { QuarantineStore } from '../adapters/quarantine-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { TABLES } from '../contract/tables.ts';
import { logger } from '../runtime/logger.ts';
import { createQueueLoop, type QueueHandler } from '../runtime/queue-loop.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import type { StreamHandler } from '../runtime/stream-loop.ts';
import { createAnnounce, wireAnnounce } from './announce.ts';
import { readMemberships } from './flows/read-memberships.ts';
import { createMembers, wireMembers } from './members.ts';
import { createResolve, wireResolve } from './resolve.ts';
import { createStatistics, wireStatistics } from './statistics.ts';

export interface RedriveDependencies {
  readonly failures: FailureStore;
  readonly quarantine: Pick<QuarantineStore, 'put'>;
  readonly eventsTable: string;
  readonly profilesTable: string;
  /** What the stream would have called: events that were counted meanwhile are skipped, doubt is settled by a refold. */
  readonly resolve: StreamHandler;
  /** Signals that were published meanwhile come again: consumers drop them. */
  readonly announce: StreamHandler;
  /** Brings the rows to what the profiles say by now. */
  readonly members: StreamHandler;
  /** Counts what was counted meanwhile once more, if that is longer ago than ten minutes: a sweep mends it. */
  readonly statistics: StreamHandler;
}

const COUNTED_KEYS = [TABLES.Journeys.sortKey, TABLES.Deliveries.sortKey];

/** S3's "Object Created", as EventBridge hands it to a queue. */
const noticeSchema = z.object({
  detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
});

/** Drives batches again that a stream's mapping gave up. */
export function createRedrive(dependencies: RedriveDependencies): QueueHandler {
  return createQueueLoop({
    function: 'redrive',
    quarantine: dependencies.quarantine,
    handle: async (body, context) => {
      const notice = noticeSchema.safeParse(body);
      if (!notice.success) throw new InvalidInputError('this is no notice of a new object');
      const { bucket, object } = notice.data.detail;
      const { table, records } = await dependencies.failures.read(bucket.name, object.key);
      for (const consume of consumersOf(dependencies, table, records)) {
        const { batchItemFailures } = await consume({ Records: [...records] }, context);
        if (batchItemFailures.length > 0) throw new UnavailableError(`what the batch ${object.key} needs`);
      }
      logger.info('redriven', { object: object.key, table, records: records.length });
    },
  });
}

/** Whichever of a table's readers gave it up: of what the others have done, doing it again changes nothing. */
function consumersOf(
  dependencies: RedriveDependencies,
  table: string,
  records: FailedBatch['records'],
): readonly StreamHandler[] {
  if (table === dependencies.eventsTable) return [dependencies.resolve];
  if (table === dependencies.profilesTable) return [dependencies.members, dependencies.announce];
  // Journeys and Deliveries are known by their keys: no right to them is needed.
  if (records.every(({ dynamodb }) => COUNTED_KEYS.some((key) => dynamodb?.NewImage?.[key] !== undefined)))
    return [dependencies.statistics];
  throw new InvalidInputError(`no function consumes the stream of table ${table}`);
}

let wired: QueueHandler | undefined;

/** Lambda's entry. */
export const handler: QueueHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): QueueHandler {
  const resolving = wireResolve();
  const { profileStore } = resolving;
  return createRedrive({
    failures: createFailureStore(new S3Client(AWS_CLIENT)),
    quarantine: resolving.quarantine,
    eventsTable: requireEnvironment(ENVIRONMENT.eventsTable),
    profilesTable: requireEnvironment(ENVIRONMENT.profilesTable),
    resolve: createResolve(resolving),
    announce: createAnnounce(wireAnnounce()),
    members: createMembers({
      ...wireMembers(createDocumentClient()),
      bringUpToDate: (changes) => readMemberships(profileStore, changes),
    }),
    statistics: createStatistics(wireStatistics(createDocumentClient())),
  });
}
