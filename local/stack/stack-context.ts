import type { CallDynamoDb } from '../aws/dynamodb-caller.ts';
import type { PutEvent } from '../aws/event-bus.ts';
import type { MovedClock } from '../control/moved-clock.ts';
import type { Outbox } from '../control/outbox.ts';
import type { CostLedger } from '../cost/cost-ledger.ts';
import type { KnownItems } from '../cost/known-items.ts';
import type { Meter } from '../cost/meter.ts';
import type { FunctionHost } from '../functions/function-host.ts';
import type { QueueServer } from '../queues/queue-server.ts';
import type { StateStore } from '../state/state-store.ts';
import type { LocalModel } from '../template/local-model.ts';

/** What the parts of the running stack share. */
export interface StackContext {
  readonly model: LocalModel;
  readonly state: StateStore;
  readonly clock: MovedClock;
  readonly outbox: Outbox;
  readonly queues: QueueServer;
  readonly callDynamoDb: CallDynamoDb;
  readonly putEvent: PutEvent;
  readonly hosts: ReadonlyMap<string, FunctionHost>;
  readonly ledger: CostLedger;
  readonly knownItems: KnownItems;
  readonly meter: Meter;
  /** Tables written since somebody last looked. */
  readonly writtenTables: Set<string>;
  complain(line: string): void;
}

/** The host of a function of the model. */
export function hostOf(context: Pick<StackContext, 'hosts'>, functionName: string): FunctionHost {
  const host = context.hosts.get(functionName);
  if (host === undefined) throw new Error(`no function ${functionName} runs here`);
  return host;
}
