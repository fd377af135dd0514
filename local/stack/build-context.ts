import type { CallDynamoDb } from '../aws/dynamodb-caller.ts';
import { createBus } from '../aws/event-bus.ts';
import { originOfMessage } from '../control/message-origin.ts';
import { createMovedClock } from '../control/moved-clock.ts';
import { createOutbox } from '../control/outbox.ts';
import { createCostLedger } from '../cost/cost-ledger.ts';
import { createUnitModel } from '../cost/dynamodb-units.ts';
import type { Item } from '../cost/item-size.ts';
import { createKnownItems } from '../cost/known-items.ts';
import { LAMBDA_LOG_BYTES } from '../cost/log-bytes.ts';
import { createMeter } from '../cost/meter.ts';
import {
  createFunctionHost,
  type FunctionHost,
  type HostListeners,
  type InvocationTable,
} from '../functions/function-host.ts';
import type { QueueServer } from '../queues/queue-server.ts';
import type { StartOptions } from '../start-options.ts';
import type { StateStore } from '../state/state-store.ts';
import type { LocalModel } from '../template/local-model.ts';
import { outboxMessageOf } from './outside-message.ts';
import type { StackContext } from './stack-context.ts';

export interface ContextParts {
  readonly model: LocalModel;
  readonly state: StateStore;
  readonly queues: QueueServer;
  readonly callDynamoDb: CallDynamoDb;
  readonly invocations: InvocationTable;
  readonly log: NonNullable<StartOptions['log']>;
  complain(line: string): void;
}

const BYTES_IN_MEGABYTE_SHARE = 1024;

/** Puts together what the parts of the stack share. */
export function buildContext(parts: ContextParts): StackContext {
  const { model, state, queues, callDynamoDb, complain } = parts;
  const clock = createMovedClock(state);
  const outbox = createOutbox(state, clock);
  const ledger = createCostLedger(Date.now());
  const knownItems = createKnownItems(model.tables);
  const peek = async (TableName: string, Key: Item) =>
    (await callDynamoDb('GetItem', { TableName, Key, ConsistentRead: true })).Item as Item | undefined;
  const listeners: HostListeners = {
    finished(definition, milliseconds) {
      const cost = ledger.of(definition.name);
      cost.invocations += 1;
      cost.milliseconds += milliseconds;
      cost.gigabyteSeconds += (milliseconds / 1000) * (definition.memoryMegabytes / BYTES_IN_MEGABYTE_SHARE);
      cost.logBytes += LAMBDA_LOG_BYTES;
    },
    log(definition, text) {
      ledger.of(definition.name).logBytes += Buffer.byteLength(text);
      showLog(parts, definition.name, text);
    },
    outsideCall(invocation, call) {
      const sender = hosts.get(invocation?.functionName ?? '')?.definition.name;
      if (sender !== undefined) ledger.of(sender).messages += 1;
      outbox.add(outboxMessageOf(call, originOfMessage(invocation)));
    },
  };
  const hosts = new Map<string, FunctionHost>(
    model.functions.map((definition) => [
      definition.functionName,
      createFunctionHost(definition, clock.shared, parts.invocations, listeners),
    ]),
  );
  return {
    model,
    state,
    clock,
    outbox,
    queues,
    callDynamoDb,
    putEvent: createBus(model.rules, queues.send, clock),
    hosts,
    ledger,
    knownItems,
    meter: createMeter(ledger, knownItems, createUnitModel(knownItems, peek)),
    writtenTables: new Set(model.tables.map((table) => table.name)),
    complain,
  };
}

const PROBLEM = /"level":"(WARN|ERROR|CRITICAL)"|\b(Error|Warning)\b/;

function showLog({ log, complain }: ContextParts, name: string, text: string): void {
  for (const line of text.split('\n')) {
    if (line.trim() !== '' && (log === 'all' || (log === 'problems' && PROBLEM.test(line))))
      complain(`[${name}] ${line}`);
  }
}
