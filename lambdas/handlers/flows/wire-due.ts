import { SQSClient } from '@aws-sdk/client-sqs';
import { AWS_CLIENT } from '../../adapters/aws-client.ts';
import { createBroadcastStore } from '../../adapters/broadcast-store.ts';
import { createDecisionStore } from '../../adapters/decision-store.ts';
import { createDeliveryStore } from '../../adapters/delivery-store.ts';
import { createDueIndex } from '../../adapters/due-index.ts';
import { createDocumentClient } from '../../adapters/dynamodb-client.ts';
import { createEventHistory } from '../../adapters/event-history.ts';
import { createEventStore } from '../../adapters/event-store.ts';
import { createJourneyStore } from '../../adapters/journey-store.ts';
import { createMemberList } from '../../adapters/member-list.ts';
import { createPlaybookStore } from '../../adapters/playbook-store.ts';
import { createProfileStore } from '../../adapters/profile-store.ts';
import { createQueueSender } from '../../adapters/queue-sender.ts';
import { createReleaseSlots } from '../../adapters/release-slots.ts';
import { ENVIRONMENT, type EnvironmentVariable } from '../../contract/environment-variables.ts';
import { TABLES } from '../../contract/tables.ts';
import { createMetricsWriter } from '../../runtime/metrics-writer.ts';
import { requireEnvironment } from '../../runtime/require-environment.ts';
import type { DueDependencies } from './due-dependencies.ts';
import { touchProfile } from './touch-profile.ts';
import { wireQuarantine } from './wire-quarantine.ts';

/** What `due` works with, from the environment. */
export function wireDue(): DueDependencies {
  const client = createDocumentClient();
  const sqs = new SQSClient(AWS_CLIENT);
  const queue = (name: EnvironmentVariable) =>
    createQueueSender({ client: sqs, queueUrl: requireEnvironment(name) });
  const tables = {
    profilesTable: requireEnvironment(ENVIRONMENT.profilesTable),
    journeysTable: requireEnvironment(ENVIRONMENT.journeysTable),
    deliveriesTable: requireEnvironment(ENVIRONMENT.deliveriesTable),
    eventsTable: requireEnvironment(ENVIRONMENT.eventsTable),
  };
  const profiles = createProfileStore({
    client,
    profilesTable: tables.profilesTable,
    // What is due is found by its profile's id, and time changes no links.
    identitiesTable: '',
  });
  const playbook = createPlaybookStore({
    documentClient: client,
    configTable: requireEnvironment(ENVIRONMENT.configTable),
    bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
  });
  const eventHistory = createEventHistory({ client, ...tables });
  const refoldQueue = queue(ENVIRONMENT.refoldQueueUrl);
  const touching = { profileStore: profiles, playbookStore: playbook, eventHistory, refoldQueue };
  return {
    profiles,
    playbook,
    journeys: createJourneyStore({ client, ...tables }),
    deliveries: createDeliveryStore({ client, ...tables }),
    events: createEventStore({ client, ...tables }),
    slots: createReleaseSlots({ client, configTable: requireEnvironment(ENVIRONMENT.configTable) }),
    broadcasts: createBroadcastStore({ client, ...tables }),
    memberList: createMemberList({ client, membersTable: requireEnvironment(ENVIRONMENT.membersTable) }),
    campaignQueue: queue(ENVIRONMENT.campaignQueueUrl),
    decisions: createDecisionStore({ client, ...tables }),
    indexes: indexesOf(client, tables),
    touchProfile: (profileId, invocation) => touchProfile(touching, profileId, invocation),
    channelQueues: {
      email: queue(ENVIRONMENT.emailQueueUrl),
      sms: queue(ENVIRONMENT.smsQueueUrl),
      push: queue(ENVIRONMENT.pushQueueUrl),
      webhook: queue(ENVIRONMENT.webhookQueueUrl),
    },
    quarantine: wireQuarantine(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    clock: () => Date.now(),
  };
}

function indexesOf(
  client: ReturnType<typeof createDocumentClient>,
  tables: { profilesTable: string; journeysTable: string; deliveriesTable: string },
): DueDependencies['indexes'] {
  const { Profiles, Journeys, Deliveries } = TABLES;
  return {
    profiles: createDueIndex({
      client,
      table: tables.profilesTable,
      index: Profiles.index,
      keys: [Profiles.partitionKey],
      dropOnFailure: ['signals', 'members'],
    }),
    journeys: createDueIndex({
      client,
      table: tables.journeysTable,
      index: Journeys.index,
      keys: [Journeys.partitionKey, Journeys.sortKey],
    }),
    deliveries: createDueIndex({
      client,
      table: tables.deliveriesTable,
      index: Deliveries.index,
      keys: [Deliveries.partitionKey, Deliveries.sortKey],
    }),
  };
}
