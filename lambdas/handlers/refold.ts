import * as z from 'zod';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventHistory } from '../adapters/event-history.ts';
import { createPlaybookStore } from '../adapters/playbook-store.ts';
import { createProfileStore } from '../adapters/profile-store.ts';
import type { QuarantineStore } from '../adapters/quarantine-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { createQueueLoop, type QueueHandler } from '../runtime/queue-loop.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { type RefoldDependencies, refoldPerson } from './flows/refold-person.ts';
import { wireQuarantine } from './flows/wire-quarantine.ts';

export type RefoldHandlerDependencies = RefoldDependencies & {
  readonly quarantine: Pick<QuarantineStore, 'put'>;
  readonly now: () => number;
};

/** `isQuiet`: it mends a state, by rebuild or split, or takes in history, which is no news about the guest. */
const jobSchema = z.object({ profileId: z.string().min(1), isQuiet: z.boolean().optional() });

/** Folds profiles from nothing whose history is too long for a stream's batch. */
export function createRefold(dependencies: RefoldHandlerDependencies): QueueHandler {
  return createQueueLoop({
    function: 'refold',
    quarantine: dependencies.quarantine,
    keyOf: (body) => jobSchema.safeParse(body).data?.profileId ?? '',
    handle: async (body, { awsRequestId: traceId }) => {
      const job = jobSchema.safeParse(body);
      if (!job.success)
        throw new InvalidInputError('a refold job is { profileId, isQuiet? }', { field: 'profileId' });
      const { profileId, isQuiet = false } = job.data;
      await refoldPerson(dependencies, profileId, { now: dependencies.now(), traceId }, { isQuiet });
    },
  });
}

let wired: QueueHandler | undefined;

/** Lambda's entry. */
export const handler: QueueHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): QueueHandler {
  const client = createDocumentClient();
  return createRefold({
    profileStore: createProfileStore({
      client,
      profilesTable: requireEnvironment(ENVIRONMENT.profilesTable),
      // A refold finds people by their profile's id and changes no links.
      identitiesTable: '',
    }),
    eventHistory: createEventHistory({ client, eventsTable: requireEnvironment(ENVIRONMENT.eventsTable) }),
    playbookStore: createPlaybookStore({
      documentClient: client,
      configTable: requireEnvironment(ENVIRONMENT.configTable),
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    quarantine: wireQuarantine(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    now: () => Date.now(),
  });
}
