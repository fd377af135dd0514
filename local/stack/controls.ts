import { recreateTable } from '../boot/create-tables.ts';
import { advanceClock } from '../control/advance-clock.ts';
import type { Controls } from '../control/control-api.ts';
import { startMinutes } from '../control/schedule.ts';
import { settle } from '../control/settle.ts';
import { costReport } from '../cost/price.ts';
import { type Flow, startFlow } from './flow.ts';
import type { StackContext } from './stack-context.ts';

export interface RunningControls extends Controls {
  tableWritten(tableName: string): void;
  forgetCost(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the flow and the minutes, and gives the handles that `/_local/` turns. Those that move time go one after another. */
export function createControls(context: StackContext, seed: () => Promise<void>): RunningControls {
  let flow: Flow = startFlow(context);
  let queue: Promise<unknown> = Promise.resolve();
  let counted = new Map<string, number>();
  let isStopped = false;

  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(async () => {
      if (isStopped) throw new Error('the system stops');
      return work();
    });
    queue = done.catch(() => {});
    return done;
  };
  const forgetCost = async () => {
    await context.meter.idle();
    context.ledger.clear(Date.now());
    counted = new Map(flow.handled);
  };
  const handledSince = () => {
    const entries = [...flow.handled].map(
      ([name, count]) => [name, count - (counted.get(name) ?? 0)] as const,
    );
    counted = new Map(flow.handled);
    return Object.fromEntries(entries.filter(([, count]) => count > 0));
  };
  const reset = async () => {
    await flow.stop();
    await Promise.all([...context.hosts.values()].map((host) => host.kill('the system was reset')));
    context.queues.clear();
    await Promise.all(context.model.tables.map((table) => recreateTable(context.callDynamoDb, table)));
    for (const prefix of ['position:', 'topic:', 'endpoint:']) context.state.forget(prefix);
    context.outbox.clear();
    context.knownItems.clear();
    context.clock.reset();
    flow = startFlow(context);
    await seed();
    await settle(context, flow);
    await forgetCost();
  };
  const stopMinutes = startMinutes(context, (work) => exclusively(() => work().then(() => {})));
  return {
    now: () => context.clock.now(),
    outbox: (channel) => context.outbox.list(channel),
    moveTo: (moment) => exclusively(() => advanceClock(context, flow, moment)),
    settle: () => exclusively(() => settle(context, flow).then(handledSince)),
    reset: () => exclusively(reset),
    async cost() {
      await context.meter.idle();
      return costReport(context.ledger);
    },
    tableWritten: (tableName) => flow.tableWritten(tableName),
    forgetCost,
    async stop() {
      isStopped = true;
      stopMinutes();
      await flow.stop();
    },
  };
}
