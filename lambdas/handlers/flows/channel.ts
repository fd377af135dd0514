import { randomUUID } from 'node:crypto';
import type { Channel } from '../../../domain/campaign/channel.ts';
import type { SendOutcome } from '../../../domain/campaign/delivery/conclude-delivery.ts';
import type { Message, MessageOrigin } from '../../../domain/campaign/delivery/message.ts';
import { MaitredError } from '../../../domain/error/maitred-error.ts';
import { createDeliveryStore } from '../../adapters/delivery-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb-client.ts';
import { createEventStore } from '../../adapters/event-store.ts';
import { createLiquidRenderer } from '../../adapters/liquid-renderer.ts';
import { createPlaybookStore } from '../../adapters/playbook-store.ts';
import { createProfileStore } from '../../adapters/profile-store.ts';
import { ENVIRONMENT } from '../../contract/environment-variables.ts';
import { createMetricsWriter } from '../../runtime/metrics-writer.ts';
import { createQueueLoop, type QueueHandler } from '../../runtime/queue-loop.ts';
import { readSignal } from '../../runtime/read-signal.ts';
import { requireEnvironment } from '../../runtime/require-environment.ts';
import { type DeliverDependencies, deliverMessage } from './deliver-message.ts';
import { wireQuarantine } from './wire-quarantine.ts';

export type MessageOf<C extends Channel> = Extract<Message, { channel: C }>;

/** A channel's way to its provider; what it throws it throws before the provider is called. */
export type Send<C extends Channel> = (message: MessageOf<C>, origin: MessageOrigin) => Promise<SendOutcome>;

/** The function of one channel: delivers the messages that its queue brings. */
export function createChannel(dependencies: DeliverDependencies): QueueHandler {
  return createQueueLoop({
    function: dependencies.channel,
    quarantine: dependencies.quarantine,
    handle: (body) => deliverMessage(dependencies, readSignal(body, ['Message Requested'])),
  });
}

/** Wires a channel from the environment, on its first call. */
export function wireChannel<C extends Channel>(channel: C, createSend: () => Send<C>): QueueHandler {
  let wired: QueueHandler | undefined;
  return (event, context) => {
    wired ??= createChannel(dependenciesOf(channel, createSend()));
    return wired(event, context);
  };
}

function dependenciesOf<C extends Channel>(channel: C, send: Send<C>): DeliverDependencies {
  const client = createDocumentClient();
  const writeMetrics = createMetricsWriter(requireEnvironment(ENVIRONMENT.stage));
  return {
    channel,
    send: (message, origin) => send(messageOf(channel, message), origin),
    deliveries: createDeliveryStore({
      client,
      deliveriesTable: requireEnvironment(ENVIRONMENT.deliveriesTable),
    }),
    profiles: createProfileStore({
      client,
      profilesTable: requireEnvironment(ENVIRONMENT.profilesTable),
      // Channels find people by their profile's id alone.
      identitiesTable: '',
    }),
    events: createEventStore({ client, eventsTable: requireEnvironment(ENVIRONMENT.eventsTable) }),
    playbook: createPlaybookStore({
      documentClient: client,
      configTable: requireEnvironment(ENVIRONMENT.configTable),
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    quarantine: wireQuarantine(client, writeMetrics),
    renderer: createLiquidRenderer(),
    clock: () => Date.now(),
    newId: randomUUID,
    writeMetrics,
  };
}

function messageOf<C extends Channel>(channel: C, message: Message): MessageOf<C> {
  if (message.channel === channel) return message as MessageOf<C>;
  throw new MaitredError(`a message for ${message.channel} came to ${channel}`, {
    code: 'wrong-channel',
    retryable: false,
  });
}
