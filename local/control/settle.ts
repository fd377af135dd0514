import { setTimeout as sleep } from 'node:timers/promises';
import { writeSentinel } from '../mappings/sentinel.ts';
import type { Flow } from '../stack/flow.ts';
import type { StackContext } from '../stack/stack-context.ts';
import { createPatience, type Patience } from './patience.ts';

const PAUSE_MILLISECONDS = 10;

/** Something went on for longer than anybody should wait. */
export class UnsettledError extends Error {
  override readonly name = 'UnsettledError';
}

/**
 * Waits until nothing is in flight, seen twice in a row: no invocation runs, every stream is at its tip, every queue that a
 * function consumes is empty. Messages that are delayed wait for time to pass and do not count.
 * @throws UnsettledError when two minutes went by in which nothing was handled, naming what is still in flight
 */
export async function settle(context: StackContext, flow: Flow): Promise<void> {
  const patience = createPatience(
    () => [...flow.handled.values()].reduce((sum, records) => sum + records, 0),
    () => performance.now(),
  );
  let timesQuiet = 0;
  while (timesQuiet < 2) {
    const busy = await whatIsInFlight(context, flow, patience);
    timesQuiet = busy === undefined ? timesQuiet + 1 : 0;
    if (busy === undefined) continue;
    if (patience.remainingMilliseconds() === 0)
      throw new UnsettledError(`still in flight, and nothing was handled for two minutes: ${busy}`);
    await sleep(PAUSE_MILLISECONDS);
  }
  await context.meter.idle();
}

async function whatIsInFlight(
  context: StackContext,
  flow: Flow,
  patience: Patience,
): Promise<string | undefined> {
  const running = [...context.hosts.values()].find((host) => host.inFlight > 0);
  if (running !== undefined) return `an invocation of ${running.definition.name}`;
  for (const { model } of flow.queueMappings) {
    const { ready, invisible } = context.queues.depth(model.queue.name);
    if (ready + invisible > 0) return `${ready + invisible} messages for ${model.fn.name}`;
  }
  return unreadStream(context, flow, patience);
}

/** Reads every stream whose table was written to its tip. */
async function unreadStream(
  context: StackContext,
  flow: Flow,
  patience: Patience,
): Promise<string | undefined> {
  const written = [...context.writtenTables];
  context.writtenTables.clear();
  let found: string | undefined;
  for (const tableName of written) {
    const mappings = flow.streamMappings.filter((mapping) => mapping.model.table.name === tableName);
    const [first] = mappings;
    if (first === undefined) continue;
    found = `records of ${first.model.table.label}`;
    const mark = await writeSentinel(context.callDynamoDb, first.model.table);
    flow.tableWritten(tableName);
    const reached = Promise.all(mappings.map((mapping) => mapping.reached(mark)));
    const timeout = sleep(patience.remainingMilliseconds(), 'late' as const, { ref: false });
    if ((await Promise.race([reached, timeout])) === 'late') {
      context.writtenTables.add(tableName);
      return found;
    }
  }
  return found;
}
