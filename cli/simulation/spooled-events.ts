import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { SimulatedEvents } from './simulated-events.ts';

const BUFFER_BYTES = 1024 * 1024;
const LENGTH_BYTES = 4;

/**
 * Events in a file for the time being: of millions only the keys are held. Few are read again, those that a message quotes
 * and those of people who turn out to be one.
 */
export class SpooledEvents implements SimulatedEvents {
  readonly #folder: string;
  readonly #file: number;
  /** By identifier and sort: where in the file an event begins. */
  readonly #places = new Map<string, Map<string, number>>();
  #last: TrackingEvent | undefined;
  #buffer: Buffer[] = [];
  #bufferBytes = 0;
  #written = 0;

  /** @param parent the folder that its own is made in */
  constructor(parent = tmpdir()) {
    this.#folder = mkdtempSync(join(parent, 'maitred-simulate-'));
    this.#file = openSync(join(this.#folder, 'events'), 'w+');
  }

  putOnce(event: TrackingEvent): boolean {
    const { identifier, sort } = event.key;
    const partition = this.#places.get(identifier) ?? new Map<string, number>();
    this.#places.set(identifier, partition);
    if (partition.has(sort)) return false;
    partition.set(sort, this.#append(event));
    this.#last = event;
    return true;
  }

  read({ identifier, sort }: TrackingEvent['key']): TrackingEvent | undefined {
    const last = this.#last?.key;
    if (last?.identifier === identifier && last.sort === sort) return this.#last;
    const place = this.#places.get(identifier)?.get(sort);
    return place === undefined ? undefined : this.#readAt(place);
  }

  readAll(identifier: string): TrackingEvent[] {
    return [...(this.#places.get(identifier)?.values() ?? [])].map((place) => this.#readAt(place));
  }

  /** Takes the file away. */
  close(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #append(event: TrackingEvent): number {
    const text = Buffer.from(JSON.stringify(event));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(text.length);
    const place = this.#written + this.#bufferBytes;
    this.#buffer.push(length, text);
    this.#bufferBytes += LENGTH_BYTES + text.length;
    if (this.#bufferBytes >= BUFFER_BYTES) this.#flush();
    return place;
  }

  #readAt(place: number): TrackingEvent {
    if (place >= this.#written) this.#flush();
    const length = this.#readBytes(place, LENGTH_BYTES).readUInt32LE();
    return JSON.parse(this.#readBytes(place + LENGTH_BYTES, length).toString()) as TrackingEvent;
  }

  #readBytes(place: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    const read = readSync(this.#file, bytes, 0, length, place);
    if (read < length) throw new Error(`the file of events ends at ${place + read}`);
    return bytes;
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#buffer);
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.#file, bytes, done, bytes.length - done, this.#written + done);
    }
    this.#written += bytes.length;
    [this.#buffer, this.#bufferBytes] = [[], 0];
  }
}
