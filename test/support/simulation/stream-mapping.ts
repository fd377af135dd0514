import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { SimulatedStream, StreamRecord, StreamShard } from './simulated-stream.ts';
import type { World } from './world.ts';

export interface MappingOptions {
  readonly batchSize: number;
  /** After so many failures of the same records they are given up. */
  readonly attempts: number;
  readonly consume: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  /** Keeps what is given up. */
  readonly giveUp: (records: readonly StreamRecord[]) => void;
  /** A shard is read though its parent was not read to its end: one identifier's records come from two shards at once. */
  readonly isImpatient?: boolean;
  /** How likely a batch that was handled is handed out once more. */
  readonly duplicates?: number;
}

const LONGEST_PAUSE_MILLISECONDS = 2_000;

/** Reads a stream for a function as Lambda does: each shard in order from its oldest record, one batch at a time. */
export class StreamMapping {
  readonly #world: World;
  readonly #options: MappingOptions;
  readonly #stream: SimulatedStream;
  readonly #positions = new Map<StreamShard, number>();
  readonly #reading = new Set<StreamShard>();

  constructor(world: World, stream: SimulatedStream, options: MappingOptions) {
    this.#world = world;
    this.#stream = stream;
    this.#options = options;
    stream.onRecord((shard) => this.#wake(shard));
    this.wakeAll();
  }

  wakeAll(): void {
    for (const shard of this.#stream.shards) this.#wake(shard);
  }

  /** Forgets how far it has come: reads so much of each shard again, 1 for all. */
  rewind(share: number): void {
    for (const shard of this.#stream.shards) {
      const position = Math.floor(this.#positionOf(shard) * (1 - share));
      this.#world.counts.add('redelivery: records read again', this.#positionOf(shard) - position);
      this.#positions.set(shard, position);
    }
    this.wakeAll();
  }

  /** How many records it has not handled. */
  get backlog(): number {
    return this.#stream.shards.reduce(
      (sum, shard) => sum + shard.records.length - this.#positionOf(shard),
      0,
    );
  }

  #positionOf(shard: StreamShard): number {
    return this.#positions.get(shard) ?? 0;
  }

  #wake(shard: StreamShard): void {
    if (this.#reading.has(shard) || !this.#isReadable(shard)) return;
    if (this.#positionOf(shard) >= shard.records.length) return;
    this.#reading.add(shard);
    this.#world.scheduler.spawn(() => this.#read(shard));
  }

  #isReadable({ parent }: StreamShard): boolean {
    if (parent === undefined || this.#options.isImpatient === true) return true;
    return this.#isReadable(parent) && this.#positionOf(parent) >= parent.records.length;
  }

  async #read(shard: StreamShard): Promise<void> {
    const { scheduler, random } = this.#world;
    while (this.#positionOf(shard) < shard.records.length) {
      await scheduler.step(`read ${shard.id}`);
      const size = random.between(1, this.#options.batchSize);
      await this.#handle(shard, Math.min(this.#positionOf(shard) + size, shard.records.length));
    }
    this.#reading.delete(shard);
    for (const child of shard.children) this.#wake(child);
  }

  /** Handles what lies before the end, or what a failure makes of it. */
  async #handle(shard: StreamShard, until: number): Promise<void> {
    const { scheduler, random, counts } = this.#world;
    let end = until;
    for (let attempt = 1; ; attempt += 1) {
      const start = this.#positionOf(shard);
      const batch = shard.records.slice(start, end);
      if (batch.length === 0) return;
      const handled = await this.#invoke(batch);
      // Somebody may have turned the mapping back meanwhile: then nothing of this counts.
      if (this.#positionOf(shard) !== start) return;
      if (handled === batch.length && !random.happens(this.#options.duplicates ?? 0)) {
        this.#positions.set(shard, end);
        return;
      }
      counts.add('redelivery: a batch of a stream');
      if (handled !== undefined && handled < batch.length) this.#positions.set(shard, start + handled);
      if (attempt >= this.#options.attempts) return this.#giveUp(shard, end);
      end = this.#endOfRetry(shard, end, handled === undefined);
      await scheduler.wait(`pause of ${shard.id}`, random.below(LONGEST_PAUSE_MILLISECONDS));
    }
  }

  /** Halved where the function threw; else it may also come back with more than before. */
  #endOfRetry(shard: StreamShard, end: number, hasThrown: boolean): number {
    const { random, counts } = this.#world;
    const start = this.#positionOf(shard);
    const kind = random.below(3);
    if (kind === 0 && hasThrown) return start + Math.max(1, Math.floor((end - start) / 2));
    if (kind === 1) {
      const longer = Math.min(shard.records.length, end + random.between(0, this.#options.batchSize));
      if (longer > end) counts.add('redelivery: a batch that came back longer');
      return longer;
    }
    return end;
  }

  /** How many of its first records were handled; undefined where the function threw. */
  async #invoke(batch: readonly StreamRecord[]): Promise<number | undefined> {
    try {
      const answer = await this.#options.consume({ Records: batch.map(({ record }) => record) });
      const [failed] = answer.batchItemFailures;
      if (failed === undefined) return batch.length;
      const place = batch.findIndex(({ sequenceNumber }) => sequenceNumber === failed.itemIdentifier);
      return Math.max(0, place);
    } catch {
      return undefined;
    }
  }

  #giveUp(shard: StreamShard, end: number): void {
    const batch = shard.records.slice(this.#positionOf(shard), end);
    this.#positions.set(shard, end);
    if (batch.length === 0) return;
    this.#world.counts.add('batches that were given up');
    this.#options.giveUp(batch);
  }
}
