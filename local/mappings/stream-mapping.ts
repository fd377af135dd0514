import type { FunctionHost } from '../functions/function-host.ts';
import type { StreamMappingModel } from '../template/local-model.ts';
import { handleBatch } from './handle-batch.ts';
import { sentinelOf } from './sentinel.ts';
import type { StreamReader } from './stream-reader.ts';
import type { StreamRecord } from './stream-record.ts';

export interface StreamMapping {
  readonly model: StreamMappingModel;
  /** Something was written to the table: read at once. */
  notify(): void;
  /** Resolves when this mapping has handled everything written before the mark. */
  reached(mark: string): Promise<void>;
  stop(): Promise<void>;
}

export interface StreamMappingDependencies {
  readonly host: FunctionHost;
  readonly reader: StreamReader;
  giveUp(records: readonly StreamRecord[], attempts: number, error: unknown): Promise<void>;
  handled(count: number): void;
  complain(line: string): void;
}

const ACTIVE_PAUSE_MILLISECONDS = 8;
const IDLE_PAUSE_MILLISECONDS = 400;
/** After a write, the stream is read often for this long. */
const ACTIVE_MILLISECONDS = 300;
const FAULT_PAUSE_MILLISECONDS = 200;
/** Lambda's own limit of an invocation's payload. */
const LARGEST_PAYLOAD_CHARACTERS = 6_000_000;

/** Has a function consume a table's stream, in order, from the oldest record. */
export function startStreamMapping(
  model: StreamMappingModel,
  dependencies: StreamMappingDependencies,
): StreamMapping {
  const { reader, host } = dependencies;
  const marks = new Map<string, PromiseWithResolvers<void>>();
  let isStopped = false;
  let activeUntil = 0;
  let wake: () => void = () => {};

  const markOf = (mark: string) => {
    const known = marks.get(mark) ?? Promise.withResolvers<void>();
    marks.set(mark, known);
    return known;
  };
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const handle = async (batch: readonly StreamRecord[]) => {
    if (batch.length === 0 || isStopped) return;
    await handleBatch(model, batch, {
      invoke: (event) => host.invoke(event),
      checkpoint: reader.checkpoint,
      giveUp: dependencies.giveUp,
      failed: (error) => dependencies.complain(`${model.fn.name} failed: ${(error as Error).message}`),
      isStopped: () => isStopped,
    });
    if (!isStopped) dependencies.handled(batch.length);
  };
  const handleAll = async (records: readonly StreamRecord[]) => {
    let batch: StreamRecord[] = [];
    let characters = 0;
    for (const record of records) {
      const mark = sentinelOf(record);
      const isWanted = mark === undefined && isMatched(model, record);
      const length = isWanted ? JSON.stringify(record).length : 0;
      if (
        mark !== undefined ||
        batch.length >= model.batchSize ||
        characters + length > LARGEST_PAYLOAD_CHARACTERS
      ) {
        await handle(batch);
        batch = [];
        characters = 0;
      }
      if (mark !== undefined) markOf(mark).resolve();
      if (isWanted) batch.push(record);
      characters += length;
    }
    await handle(batch);
    const last = records.at(-1);
    if (last !== undefined && !isStopped) reader.checkpoint(last);
  };
  const run = async () => {
    while (!isStopped) {
      try {
        const records = await reader.read();
        await handleAll(records);
        if (records.length > 0) activeUntil = Date.now() + ACTIVE_MILLISECONDS;
        else await pause(Date.now() < activeUntil ? ACTIVE_PAUSE_MILLISECONDS : IDLE_PAUSE_MILLISECONDS);
      } catch (error) {
        if (isStopped) return;
        dependencies.complain(`the stream of ${model.table.label} could not be read: ${String(error)}`);
        reader.rewind();
        await pause(FAULT_PAUSE_MILLISECONDS);
      }
    }
  };
  const running = run();
  return {
    model,
    notify() {
      activeUntil = Date.now() + ACTIVE_MILLISECONDS;
      wake();
    },
    reached: (mark) => markOf(mark).promise.finally(() => marks.delete(mark)),
    async stop() {
      isStopped = true;
      wake();
      await running;
    },
  };
}

function isMatched(model: StreamMappingModel, record: StreamRecord): boolean {
  return model.filters.length === 0 || model.filters.some((matches) => matches(record));
}
