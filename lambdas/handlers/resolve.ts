import { SQSClient } from '@aws-sdk/client-sqs';
import { ulid } from 'ulid';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventHistory } from '../adapters/event-history.ts';
import { decodeEvent } from '../adapters/event-record.ts';
import { createPlaybookStore } from '../adapters/playbook-store.ts';
import { createProfileStore } from '../adapters/profile-store.ts';
import { createQuarantineStore, type QuarantineStore } from '../adapters/quarantine-store.ts';
import { createQueueSender } from '../adapters/queue-sender.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { createStreamLoop, type StreamHandler } from '../runtime/stream-loop.ts';
import { resolveEvents } from './flows/resolve-events.ts';
import type { ResolveDependencies } from './flows/resolve-group.ts';

export type ResolveHandlerDependencies = ResolveDependencies & {
  readonly quarantine: Pick<QuarantineStore, 'put'>;
  readonly now: () => number;
};

/** Reads the Events stream and brings each event to its person: identity, merge, fold, evaluate, one write. */
export function createResolve(dependencies: ResolveHandlerDependencies): StreamHandler {
  return createStreamLoop({
    functionName: 'resolve',
    quarantine: dependencies.quarantine,
    parse: decodeEvent,
    handle: (events) => resolveEvents(dependencies, events, dependencies.now()),
  });
}

let wired: StreamHandler | undefined;

/** Lambda's entry. */
export const handler: StreamHandler = (event) => {
  wired ??= createResolve(wireResolve());
  return wired(event);
};

/** The stores of the environment; redrive resolves with the same. */
export function wireResolve(): ResolveHandlerDependencies {
  const client = createDocumentClient();
  return {
    profileStore: createProfileStore({
      client,
      profilesTable: requireEnvironment(ENVIRONMENT.profilesTable),
      identitiesTable: requireEnvironment(ENVIRONMENT.identitiesTable),
    }),
    eventHistory: createEventHistory({ client, eventsTable: requireEnvironment(ENVIRONMENT.eventsTable) }),
    playbookStore: createPlaybookStore({
      documentClient: client,
      configTable: requireEnvironment(ENVIRONMENT.configTable),
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    refoldQueue: createQueueSender({
      client: new SQSClient(AWS_CLIENT),
      queueUrl: requireEnvironment(ENVIRONMENT.refoldQueueUrl),
    }),
    quarantine: createQuarantineStore({
      client,
      quarantineTable: requireEnvironment(ENVIRONMENT.quarantineTable),
    }),
    newId: () => ulid(),
    now: () => Date.now(),
  };
}
