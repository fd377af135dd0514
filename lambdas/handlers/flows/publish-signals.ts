import type { Signal } from '../../../domain/profile/signal.ts';
import type { EventBus } from '../../adapters/event-bus.ts';
import { isPoison } from '../../runtime/is-poison.ts';
import type { StreamFailure } from '../../runtime/stream-loop.ts';

/** A call of the bus takes ten: writes are published together until there are so many signals. */
const SIGNALS_TOGETHER = 10;

interface Chunk {
  /** The place of its first write. */
  readonly index: number;
  readonly writes: readonly (readonly Signal[])[];
}

/**
 * Publishes the signals of profile writes, in order, a few writes a call. It stops at the first failure that may
 * pass; signals that were published already come again, and consumers drop them.
 */
export async function publishSignals(
  eventBus: EventBus,
  writes: readonly (readonly Signal[])[],
): Promise<StreamFailure[]> {
  const failures: StreamFailure[] = [];
  for (const chunk of chunksOf(writes)) {
    failures.push(...(await publishChunk(eventBus, chunk)));
    if (failures.some(({ error }) => !isPoison(error))) break;
  }
  return failures;
}

/** Where the bus will never take one of them, they are published write by write to find it. */
async function publishChunk(eventBus: EventBus, { index, writes }: Chunk): Promise<StreamFailure[]> {
  try {
    await eventBus.publish(writes.flat());
    return [];
  } catch (error) {
    if (writes.length === 1 || !isPoison(error)) return [{ index, error }];
  }
  const failures: StreamFailure[] = [];
  for (const [place, write] of writes.entries()) {
    failures.push(...(await publishChunk(eventBus, { index: index + place, writes: [write] })));
    if (failures.some(({ error }) => !isPoison(error))) break;
  }
  return failures;
}

function chunksOf(writes: readonly (readonly Signal[])[]): Chunk[] {
  const chunks: { index: number; writes: (readonly Signal[])[]; signals: number }[] = [];
  for (const [index, write] of writes.entries()) {
    const chunk = chunks.at(-1);
    if (chunk === undefined || chunk.signals + write.length > SIGNALS_TOGETHER)
      chunks.push({ index, writes: [write], signals: write.length });
    else {
      chunk.writes.push(write);
      chunk.signals += write.length;
    }
  }
  return chunks;
}
