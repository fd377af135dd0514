import type { TrackingEvent } from '../../domain/event/tracking-event.ts';

/** An item of the Events table: the key, when it was received, and the rest of the event as one JSON string. */
export interface EventRecord {
  readonly identifier: string;
  readonly sort: string;
  readonly receivedAt: number;
  readonly body: string;
}

/** Turns an event into the item that is put into the Events table. */
export function encodeEvent(event: TrackingEvent): Record<string, unknown> {
  const { key, receivedAt, ...rest } = event;
  return { identifier: key.identifier, sort: key.sort, receivedAt, body: JSON.stringify(rest) };
}

/** Reads an item of the Events table, from the table or from its stream, back into the event. */
export function decodeEvent(item: Record<string, unknown>): TrackingEvent {
  const { identifier, sort, receivedAt, body } = item as unknown as EventRecord;
  const rest = JSON.parse(body) as Omit<TrackingEvent, 'key' | 'receivedAt'>;
  return { key: { identifier, sort }, receivedAt: Number(receivedAt), ...rest };
}
