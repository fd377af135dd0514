import { Server } from 'node:net';
import { join } from 'node:path';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import type { BucketModel, QueueModel } from '../template/local-model.ts';
import { REGION } from '../template/template.ts';
import { createQueueClient } from './queue-client.ts';

export interface QueueDepth {
  readonly ready: number;
  /** Received and neither deleted nor visible again. */
  readonly invisible: number;
  readonly delayed: number;
}

/** fauxqs 2.4 loses a message that is made visible at once (0 seconds) while it persists. */
const SOONEST_SECONDS = 1;

/** The queues and buckets of the template, in memory or in DATA_DIR. */
export interface QueueServer {
  readonly port: number;
  /** Returns once the message is kept. */
  send(queueName: string, body: string): void;
  depth(queueName: string): QueueDepth;
  /** By the real clock: when the earliest delayed message comes. */
  nextDelayed(): number | undefined;
  /** Brings every delayed message nearer, as if that much time had passed. */
  passTime(milliseconds: number): void;
  create(queues: readonly QueueModel[], buckets: readonly BucketModel[]): void;
  /** Makes every received message visible again: whoever received it is gone. */
  releaseAll(): Promise<void>;
  /** Empties all queues and buckets. */
  clear(): void;
  stop(): Promise<void>;
}

/** Starts fauxqs in this process: SQS and S3, written through to disk when there is a `dataDir`. */
export async function startQueueServer(dataDir: string | undefined): Promise<QueueServer> {
  const server = await onLoopback(() =>
    startFauxqs({
      port: 0,
      logger: false,
      defaultRegion: REGION,
      ...(dataDir === undefined ? {} : { dataDir: join(dataDir, 'queues') }),
    }),
  );
  const names: string[] = [];
  const messagesOf = (name: string) => server.inspectQueue(name)?.messages;
  const delayed = () => names.flatMap((name) => messagesOf(name)?.delayed ?? []);
  return {
    port: server.port,
    send: (queueName, body) => void server.sendMessage(queueName, body, { region: REGION }),
    depth(queueName) {
      const messages = messagesOf(queueName);
      return {
        ready: messages?.ready.length ?? 0,
        invisible: messages?.inflight.length ?? 0,
        delayed: messages?.delayed.length ?? 0,
      };
    },
    nextDelayed() {
      const moments = delayed().flatMap((message) => message.delayUntil ?? []);
      return moments.length === 0 ? undefined : Math.min(...moments);
    },
    passTime(milliseconds) {
      for (const message of delayed()) {
        if (message.delayUntil !== undefined) message.delayUntil -= milliseconds;
      }
    },
    create(queues, buckets) {
      // Dead-letter queues come first: fauxqs refuses a policy that names a queue that is not there.
      const ordered = [...queues].sort(
        (a, b) => Number('RedrivePolicy' in a.attributes) - Number('RedrivePolicy' in b.attributes),
      );
      server.setup({
        region: REGION,
        queues: ordered.map(({ name, attributes }) => ({ name, attributes: { ...attributes } })),
        buckets: buckets.map(({ name }) => name),
      });
      names.push(...queues.map(({ name }) => name));
    },
    async releaseAll() {
      const client = createQueueClient(server.port);
      for (const name of names) {
        for (const { receiptHandle } of messagesOf(name)?.inflight ?? [])
          await client.release(name, receiptHandle, SOONEST_SECONDS);
      }
      client.stop();
    },
    clear: () => server.reset(),
    stop: () => server.stop(),
  };
}

/** fauxqs listens on every network of the machine and offers no other choice; nobody but this machine should reach it. */
async function onLoopback(start: () => Promise<FauxqsServer>): Promise<FauxqsServer> {
  const { prototype } = Server;
  const realListen = prototype.listen;
  prototype.listen = function listen(this: Server, ...parameters: unknown[]) {
    const [first, ...rest] = parameters;
    const address = typeof first === 'object' && first !== null ? { ...first, host: '127.0.0.1' } : first;
    return (realListen as (...all: unknown[]) => Server).call(this, address, ...rest);
  };
  try {
    return await start();
  } finally {
    prototype.listen = realListen;
  }
}
