import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamMappingModel } from '../template/local-model.ts';
import type { StreamRecord } from './stream-record.ts';

export interface BatchDependencies {
  invoke(event: unknown): Promise<unknown>;
  /** Everything up to this record is done for. */
  checkpoint(record: StreamRecord): void;
  /** Keeps what is given up. */
  giveUp(records: readonly StreamRecord[], attempts: number, error: unknown): Promise<void>;
  failed(error: unknown): void;
  isStopped(): boolean;
}

/** AWS waits up to a minute between tries; a person at their own machine does not want to. */
const FIRST_PAUSE_MILLISECONDS = 20;
const LONGEST_PAUSE_MILLISECONDS = 50;

/**
 * Hands a batch of a shard to its function as Lambda does: a thrown error halves it, a reported failure goes on from that
 * record, and after the last retry it is given up. Returns when every record is done for, or when the mapping was stopped.
 */
export async function handleBatch(
  model: StreamMappingModel,
  records: readonly StreamRecord[],
  dependencies: BatchDependencies,
): Promise<void> {
  const chunks: (readonly StreamRecord[])[] = [records];
  let attempts = 0;
  while (chunks.length > 0 && !dependencies.isStopped()) {
    const chunk = chunks[0] ?? [];
    const outcome = await tryChunk(model, chunk, dependencies);
    if (outcome.handled > 0) {
      attempts = 0;
      dependencies.checkpoint(chunk[outcome.handled - 1] as StreamRecord);
    }
    const rest = chunk.slice(outcome.handled);
    if (rest.length === 0) {
      chunks.shift();
      continue;
    }
    if (outcome.threw && model.bisects && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      chunks.splice(0, 1, rest.slice(0, middle), rest.slice(middle));
      continue;
    }
    chunks[0] = rest;
    attempts += 1;
    if (model.maximumRetries !== undefined && attempts > model.maximumRetries) {
      await dependencies.giveUp(rest, attempts, outcome.error);
      dependencies.checkpoint(rest.at(-1) as StreamRecord);
      chunks.shift();
      attempts = 0;
      continue;
    }
    await sleep(Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** attempts, LONGEST_PAUSE_MILLISECONDS));
  }
}

interface Outcome {
  /** How many records, from the first, are done. */
  readonly handled: number;
  readonly threw: boolean;
  readonly error?: unknown;
}

async function tryChunk(
  model: StreamMappingModel,
  chunk: readonly StreamRecord[],
  dependencies: BatchDependencies,
): Promise<Outcome> {
  try {
    const answer = await dependencies.invoke({ Records: chunk });
    if (!model.reportsFailures) return { handled: chunk.length, threw: false };
    const handled = handledBefore(chunk, answer);
    const error = new Error(
      `${model.fn.name} reported a failure at record ${handled + 1} of ${chunk.length}`,
    );
    return { handled, threw: false, ...(handled < chunk.length && { error }) };
  } catch (error) {
    dependencies.failed(error);
    return { handled: 0, threw: true, error };
  }
}

/** How many records stand before the earliest that the answer reports; an id that is not in the batch fails it whole. */
function handledBefore(chunk: readonly StreamRecord[], answer: unknown): number {
  const failures =
    (answer as { batchItemFailures?: { itemIdentifier?: string }[] } | null)?.batchItemFailures ?? [];
  const positions = failures.map((failure) =>
    Math.max(
      0,
      chunk.findIndex((record) => record.dynamodb.SequenceNumber === failure.itemIdentifier),
    ),
  );
  return Math.min(chunk.length, ...positions);
}
