import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { compileFolder } from '../../cli/compile-folder.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { activateProgram } from '../../domain/playbook/program/active-program.ts';
import { createEventHistory } from '../../lambdas/adapters/event-history.ts';
import { encodeEvent } from '../../lambdas/adapters/event-record.ts';
import { createEventStore } from '../../lambdas/adapters/event-store.ts';
import { createProfileStore } from '../../lambdas/adapters/profile-store.ts';
import type { ApiKey } from '../../lambdas/contract/api-key.ts';
import { createCollect } from '../../lambdas/handlers/collect.ts';
import { createResolve } from '../../lambdas/handlers/resolve.ts';
import { createMetricsWriter } from '../../lambdas/runtime/metrics-writer.ts';
import { batchOf, CONTEXT, type EventPath, requestOf } from './event-path.ts';

export interface PathTables {
  nameOf(label: string): string;
}

export interface PathClients {
  readonly collect: DynamoDBDocumentClient;
  readonly resolve: DynamoDBDocumentClient;
}

const KEY: ApiKey = { keyId: 'bench', source: 'bench', scopes: ['collect'], type: 'server', createdAt: 0 };
const OK = 200;
const never = () => Promise.reject(new Error('no figure is of what fails'));

/** collect and resolve as they are, over these clients; keys and the playbook are held, as in a function that is warm. */
export async function createOurPath(
  tables: PathTables,
  clients: PathClients,
  clock: { now: number },
): Promise<EventPath> {
  const { program } = await compileFolder('playbooks/hotel');
  if (program === undefined) throw new Error('playbooks/hotel has problems: run maitred check');
  const active = activateProgram(program);
  const playbook = { active: async () => active, newest: async () => active };
  const writeMetrics = createMetricsWriter('bench');
  const eventsTable = tables.nameOf('Events');
  const [profilesTable, identitiesTable] = [tables.nameOf('Profiles'), tables.nameOf('Identities')];
  const store = createEventStore({ client: clients.collect, eventsTable });
  let stored: TrackingEvent[] = [];
  const collect = createCollect({
    findKey: async () => KEY,
    limitKey: async () => undefined,
    writeMetrics,
    events: {
      putOnce(event) {
        stored.push(event);
        return store.putOnce(event);
      },
    },
    quarantine: { putAll: never },
    playbook,
    profiles: createProfileStore({ client: clients.collect, profilesTable, identitiesTable }),
    clock: () => clock.now,
  });
  const resolve = createResolve({
    profileStore: createProfileStore({ client: clients.resolve, profilesTable, identitiesTable }),
    eventHistory: createEventHistory({ client: clients.resolve, eventsTable }),
    playbookStore: playbook,
    refoldQueue: { send: never },
    quarantine: { put: never },
    newId: () => ulid(),
    now: () => clock.now,
    writeMetrics,
  });
  return {
    async collect(messages) {
      const { statusCode } = await collect(requestOf(messages), CONTEXT);
      if (statusCode !== OK) throw new Error(`collect answered ${statusCode}`);
    },
    takeBatch() {
      const batch = batchOf(stored.map(encodeEvent));
      stored = [];
      return batch;
    },
    async resolve(batch) {
      const { batchItemFailures } = await resolve(batch, CONTEXT);
      if (batchItemFailures.length > 0) throw new Error('resolve reported a failure');
    },
  };
}
