import { createFailureDestination } from '../mappings/failure-destination.ts';
import { type QueueMapping, startQueueMapping } from '../mappings/queue-mapping.ts';
import { type StreamMapping, startStreamMapping } from '../mappings/stream-mapping.ts';
import { createStreamReader } from '../mappings/stream-reader.ts';
import { createQueueClient } from '../queues/queue-client.ts';
import { hostOf, type StackContext } from './stack-context.ts';

/** The event source mappings, running. */
export interface Flow {
  readonly streamMappings: readonly StreamMapping[];
  readonly queueMappings: readonly QueueMapping[];
  /** Records handled by each function since the flow began. */
  readonly handled: ReadonlyMap<string, number>;
  tableWritten(tableName: string): void;
  stop(): Promise<void>;
}

/** Starts every event source mapping of the template. */
export function startFlow(context: StackContext): Flow {
  const { model, state, queues, callDynamoDb, complain } = context;
  const client = createQueueClient(queues.port);
  const giveUp = createFailureDestination(queues.port, context.putEvent, context.clock);
  const handled = new Map<string, number>();
  const count = (name: string) => (records: number) =>
    void handled.set(name, (handled.get(name) ?? 0) + records);

  const streamMappings = model.streamMappings.map((mapping) =>
    startStreamMapping(mapping, {
      host: hostOf(context, mapping.fn.functionName),
      reader: createStreamReader(callDynamoDb, mapping.table.name, mapping.id, state),
      async giveUp(records, attempts, error) {
        complain(
          `${mapping.fn.name} gave up ${records.length} records of ${mapping.table.label}: ${String(error)}`,
        );
        await giveUp(mapping, records, attempts);
      },
      handled: count(mapping.fn.name),
      complain,
    }),
  );
  const fedByBus = new Set(model.rules.flatMap((rule) => rule.queues.map((queue) => queue.name)));
  const queueMappings = model.queueMappings.map((mapping) => {
    const host = hostOf(context, mapping.fn.functionName);
    const countRecords = count(mapping.fn.name);
    return startQueueMapping(mapping, {
      host,
      client,
      handled(records) {
        countRecords(records);
        // Lambda's poller receives and deletes in batches; the bus sends one by one.
        const sent = fedByBus.has(mapping.queue.name) ? records : 0;
        context.ledger.of(mapping.fn.name).queueRequests += 2 + sent;
      },
      complain,
    });
  });
  return {
    streamMappings,
    queueMappings,
    handled,
    tableWritten(tableName) {
      for (const mapping of streamMappings) if (mapping.model.table.name === tableName) mapping.notify();
    },
    async stop() {
      const stopped = [...streamMappings, ...queueMappings].map((mapping) => mapping.stop());
      client.stop();
      await Promise.all(stopped);
    },
  };
}
