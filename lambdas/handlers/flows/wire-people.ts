import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AWS_CLIENT } from '../../adapters/aws-client.ts';
import { createEventHistory, type EventHistory } from '../../adapters/event-history.ts';
import { createPlaybookStore, type PlaybookStore } from '../../adapters/playbook-store.ts';
import { createProfileStore, type ProfileStore } from '../../adapters/profile-store.ts';
import { createQueueSender, type QueueSender } from '../../adapters/queue-sender.ts';
import { ENVIRONMENT } from '../../contract/environment-variables.ts';
import { requireEnvironment } from '../../runtime/require-environment.ts';

/** What whoever changes who people are, or folds them anew, works with. */
export interface PeopleStores {
  readonly profileStore: ProfileStore;
  readonly eventHistory: EventHistory;
  readonly playbookStore: PlaybookStore;
  readonly refoldQueue: QueueSender;
}

/** The stores of the environment. @throws where a variable of it is not set */
export function wirePeople(client: DynamoDBDocumentClient): PeopleStores {
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
  };
}
