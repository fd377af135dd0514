import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { acceptMessage } from '../../domain/event/accept-message.ts';
import type { JsonObject } from '../../domain/event/json.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { createEventHistory } from '../../lambdas/adapters/event-history.ts';
import { encodeEvent } from '../../lambdas/adapters/event-record.ts';
import { createProfileStore } from '../../lambdas/adapters/profile-store.ts';
import { createResolve } from '../../lambdas/handlers/resolve.ts';
import { mapBounded } from '../../lambdas/runtime/map-bounded.ts';
import { batchOf, CONTEXT } from '../cost/event-path.ts';
import { chunksOf } from '../cost/measure-path.ts';

/** As many as one BatchWriteItem takes. */
const ITEMS_A_WRITE = 25;
const WRITES_AT_ONCE = 8;
const never = () => Promise.reject(new Error('no figure is of what fails'));

/** A message and when it was received. */
export interface Received {
  readonly message: JsonObject;
  readonly at: number;
}

/** Resolves events with the product's own code; nothing is billed. */
export interface PeopleMaker {
  /** Stores events, all at once. */
  store(received: readonly Received[]): Promise<readonly TrackingEvent[]>;
  /** Brings stored events to their people, as one batch of the stream. */
  resolve(events: readonly TrackingEvent[]): Promise<void>;
}

export function createPeopleMaker(
  client: DynamoDBDocumentClient,
  nameOf: (label: string) => string,
  program: Program,
): PeopleMaker {
  const active = activateProgram(program);
  const rules = { identity: program.identity, consent: program.consent };
  const [Events, profilesTable, identitiesTable] = ['Events', 'Profiles', 'Identities'].map(nameOf) as [
    string,
    string,
    string,
  ];
  const clock = { now: 0 };
  const resolve = createResolve({
    profileStore: createProfileStore({ client, profilesTable, identitiesTable }),
    eventHistory: createEventHistory({ client, eventsTable: Events }),
    playbookStore: { active: async () => active, newest: async () => active },
    refoldQueue: { send: never },
    quarantine: { put: never },
    newId: () => ulid(),
    now: () => clock.now,
    writeMetrics: () => {},
  });
  return {
    async store(received) {
      const events = received.map(({ message, at }) =>
        acceptMessage(message, { receivedAt: at, source: 'bench', rules }),
      );
      await mapBounded(chunksOf(events, ITEMS_A_WRITE), WRITES_AT_ONCE, async (chunk) => {
        const puts = chunk.map((event) => ({ PutRequest: { Item: encodeEvent(event) } }));
        await client.send(new BatchWriteCommand({ RequestItems: { [Events]: puts } }));
      });
      return events;
    },
    async resolve(events) {
      clock.now = Math.max(...events.map(({ receivedAt }) => receivedAt));
      const { batchItemFailures } = await resolve(batchOf(events.map(encodeEvent)), CONTEXT);
      if (batchItemFailures.length > 0) throw new Error('resolve reported a failure');
    },
  };
}
