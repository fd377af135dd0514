import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Item } from './item-values.ts';
import type { SimulatedTable } from './simulated-table.ts';
import type { World } from './world.ts';

/** A part of a stream: the records of some of the partitions, in order. Its children go on when it is closed. */
export interface StreamShard {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly parent: StreamShard | undefined;
  readonly records: StreamRecord[];
  children: readonly StreamShard[];
}

export interface StreamRecord {
  readonly sequenceNumber: string;
  readonly record: DynamoDBRecord;
}

/** Told when a shard has a new record, or there is a new shard. */
export type ShardListener = (shard: StreamShard) => void;

const HASH_SPACE = 2 ** 32;

/** A table's stream of what the mapping's filter lets through: one record a write, in the shard of its partition. */
export class SimulatedStream {
  readonly #world: World;
  readonly #table: SimulatedTable;
  readonly #listeners: ShardListener[] = [];
  #open: StreamShard[];
  /** All there ever were, parents before their children. */
  readonly shards: StreamShard[];
  #count = 0;

  constructor(
    world: World,
    table: SimulatedTable,
    isWanted: (after: Item | undefined, before: Item | undefined) => boolean,
    shards = 2,
  ) {
    this.#world = world;
    this.#table = table;
    const width = HASH_SPACE / shards;
    this.#open = Array.from({ length: shards }, (_, place) =>
      this.#createShard(place * width, (place + 1) * width, undefined),
    );
    this.shards = [...this.#open];
    table.onWrite((after, before) => {
      if (after !== undefined && isWanted(after, before)) this.#append(after, before === undefined);
    });
  }

  onRecord(listener: ShardListener): void {
    this.#listeners.push(listener);
  }

  /** Closes a shard and begins its children, as DynamoDB does by itself now and then. */
  split(): void {
    const parent = this.#world.random.pick(this.#open);
    const middle = (parent.from + parent.to) / 2;
    const children = [
      this.#createShard(parent.from, middle, parent),
      this.#createShard(middle, parent.to, parent),
    ];
    parent.children = children;
    this.#open = [...this.#open.filter((shard) => shard !== parent), ...children];
    this.shards.push(...children);
    this.#world.counts.add('shards that were split');
  }

  #append(item: Item, isInsert: boolean): void {
    const hash = hashOf(String(item[this.#table.keyNames[0] as string]));
    const shard = this.#open.find(({ from, to }) => hash >= from && hash < to);
    if (shard === undefined) throw new Error('no shard is open for a record');
    this.#count += 1;
    const sequenceNumber = `${shard.id}-${String(shard.records.length).padStart(9, '0')}`;
    const record = this.#toRecord(item, isInsert, sequenceNumber);
    shard.records.push({ sequenceNumber, record });
    for (const listener of this.#listeners) listener(shard);
  }

  #toRecord(item: Item, isInsert: boolean, SequenceNumber: string): DynamoDBRecord {
    const NewImage = marshall(item);
    // Lambda hands bytes over as base64.
    for (const value of Object.values(NewImage))
      if (value.B !== undefined) Object.assign(value, { B: Buffer.from(value.B).toString('base64') });
    return {
      eventID: `${this.#table.name}-${this.#count}`,
      eventName: isInsert ? 'INSERT' : 'MODIFY',
      eventSourceARN: `arn:aws:dynamodb:eu-central-1:000000000000:table/${this.#table.name}/stream/1`,
      dynamodb: {
        SequenceNumber,
        ApproximateCreationDateTime: Math.floor(this.#world.scheduler.now / 1000),
        NewImage,
      },
    } as DynamoDBRecord;
  }

  /** Its numbers say nothing to those of other shards. */
  #createShard(from: number, to: number, parent: StreamShard | undefined): StreamShard {
    const id = `shard${Math.floor(this.#world.random.next() * 1e9)}`;
    return { id, from, to, parent, records: [], children: [] };
  }
}

/** FNV-1a: spreads partitions over shards. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash;
}
