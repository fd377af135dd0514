import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import { createBroadcastStore } from '../../../lambdas/adapters/broadcast-store.ts';
import { createDecisionStore } from '../../../lambdas/adapters/decision-store.ts';
import { createDeliveryStore } from '../../../lambdas/adapters/delivery-store.ts';
import { createDueIndex } from '../../../lambdas/adapters/due-index.ts';
import { createEventBus } from '../../../lambdas/adapters/event-bus.ts';
import { createEventHistory, type EventHistory } from '../../../lambdas/adapters/event-history.ts';
import { createEventStore } from '../../../lambdas/adapters/event-store.ts';
import { createFailureStore } from '../../../lambdas/adapters/failure-store.ts';
import { createJourneyStore } from '../../../lambdas/adapters/journey-store.ts';
import { createLiquidRenderer } from '../../../lambdas/adapters/liquid-renderer.ts';
import { createMemberList } from '../../../lambdas/adapters/member-list.ts';
import { createMemberStore } from '../../../lambdas/adapters/member-store.ts';
import { createPlaybookStore } from '../../../lambdas/adapters/playbook-store.ts';
import { createProfileScan } from '../../../lambdas/adapters/profile-scan.ts';
import { createProfileStore } from '../../../lambdas/adapters/profile-store.ts';
import { createQuarantineStore } from '../../../lambdas/adapters/quarantine-store.ts';
import { createQueueSender } from '../../../lambdas/adapters/queue-sender.ts';
import { createReleaseSlots } from '../../../lambdas/adapters/release-slots.ts';
import { TABLES } from '../../../lambdas/contract/tables.ts';
import { MAXIMUM_INLINE_HISTORY } from '../../../lambdas/handlers/flows/inline-history.ts';
import { MAXIMUM_SPLIT_HISTORY } from '../../../lambdas/handlers/flows/read-split-person.ts';
import type { WriteMetrics } from '../../../lambdas/runtime/metrics-writer.ts';
import type { FunctionCopy } from './function-copy.ts';
import type { Mailbox } from './mailbox.ts';
import type { SimulatedBus } from './simulated-bus.ts';
import { busClientOf, documentClientOf, objectClientOf, queueClientOf } from './simulated-clients.ts';
import type { SimulatedQueue } from './simulated-queue.ts';
import type { SimulatedTables } from './simulated-tables.ts';

/** What functions reach, beside the clock. */
export interface Surroundings {
  readonly tables: SimulatedTables;
  /** The playbooks' bucket and that of failed batches, by key. */
  readonly objects: Map<string, string>;
  readonly queue: (name: string) => SimulatedQueue;
  readonly bus: () => SimulatedBus;
  readonly mailbox: Mailbox;
  /** More events than these are not folded within a batch. */
  readonly inlineHistory: number;
}

const TABLE_NAMES = {
  eventsTable: 'Events',
  profilesTable: 'Profiles',
  identitiesTable: 'Identities',
  journeysTable: 'Journeys',
  deliveriesTable: 'Deliveries',
  quarantineTable: 'Quarantine',
  configTable: 'Config',
  membersTable: 'Members',
};

/** The real adapters of one copy of a function, over what is simulated. */
export function wireAdapters(copy: FunctionCopy, surroundings: Surroundings) {
  const { world, clock } = copy;
  const client = documentClientOf(copy, surroundings.tables);
  const stores = { client, ...TABLE_NAMES, sleep: copy.pause };
  const queue = (queueUrl: string) =>
    createQueueSender({ client: queueClientOf(copy, surroundings.queue), queueUrl });
  const index = (
    table: 'Profiles' | 'Journeys' | 'Deliveries',
    keys: readonly string[],
    drop: string[] = [],
  ) =>
    createDueIndex({
      ...stores,
      table,
      index: TABLES[table].index,
      keys,
      dropOnFailure: drop,
    });
  return {
    clock,
    pause: copy.pause,
    newId: () => `id${Math.floor(world.random.next() * 2 ** 40).toString(36)}`,
    writeMetrics: (() => {}) as WriteMetrics,
    events: createEventStore(stores),
    eventHistory: historyOf(createEventHistory(stores), surroundings.inlineHistory),
    profiles: createProfileStore(stores),
    quarantine: createQuarantineStore(stores),
    decisions: createDecisionStore(stores),
    deliveries: createDeliveryStore(stores),
    journeys: createJourneyStore(stores),
    members: createMemberStore({ ...stores, clock }),
    memberList: createMemberList(stores),
    slots: createReleaseSlots(stores),
    broadcasts: createBroadcastStore(stores),
    playbook: createPlaybookStore({
      documentClient: client,
      configTable: TABLE_NAMES.configTable,
      bucket: '',
      readObject: (key) => copy.call(`read ${key}`, () => surroundings.objects.get(key)).catch(unavailable),
      clock,
    }),
    eventBus: createEventBus({
      client: busClientOf(copy, surroundings.bus()),
      busName: 'bus',
      sleep: copy.pause,
    }),
    profileScan: createProfileScan(stores),
    failures: createFailureStore(objectClientOf(copy, surroundings.objects)),
    refoldQueue: queue('refold'),
    dueQueue: queue('due'),
    campaignQueue: queue('campaign'),
    emailQueue: queue('email'),
    indexes: {
      profiles: index('Profiles', ['profileId'], ['signals', 'members']),
      journeys: index('Journeys', ['profileId', 'journeyId']),
      deliveries: index('Deliveries', ['profileId', 'deliveryId']),
    },
    renderer: createLiquidRenderer(),
    mailbox: surroundings.mailbox,
  };
}

const LIMITS: readonly (number | undefined)[] = [MAXIMUM_INLINE_HISTORY, MAXIMUM_SPLIT_HISTORY];

/** A shorter limit than the real one: so that a small house has people whose history is too long for a batch. */
function historyOf(history: EventHistory, inlineHistory: number): EventHistory {
  return {
    readAll: (identifiers, options) =>
      history.readAll(identifiers, LIMITS.includes(options?.limit) ? { limit: inlineHistory } : options),
  };
}

/** What S3's reader says of a call that failed on the way. */
function unavailable(error: unknown): never {
  throw new UnavailableError('read an object', error);
}
