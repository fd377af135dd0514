import type { TrackingEvent } from '../../domain/event/tracking-event.ts';

/** The events of a simulation, each once. */
export interface SimulatedEvents {
  /** @returns whether it was new */
  putOnce(event: TrackingEvent): boolean;
  read(key: TrackingEvent['key']): TrackingEvent | undefined;
  /** Those stored under an identifier, in the order in which they came. */
  readAll(identifier: string): TrackingEvent[];
}

/** Events in memory: of a story there are few. */
export class RememberedEvents implements SimulatedEvents {
  readonly #partitions = new Map<string, Map<string, TrackingEvent>>();

  putOnce(event: TrackingEvent): boolean {
    const { identifier, sort } = event.key;
    const partition = this.#partitions.get(identifier) ?? new Map<string, TrackingEvent>();
    this.#partitions.set(identifier, partition);
    if (partition.has(sort)) return false;
    partition.set(sort, event);
    return true;
  }

  read({ identifier, sort }: TrackingEvent['key']): TrackingEvent | undefined {
    return this.#partitions.get(identifier)?.get(sort);
  }

  readAll(identifier: string): TrackingEvent[] {
    return [...(this.#partitions.get(identifier)?.values() ?? [])];
  }
}
