import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';

/** An item of the Events table: the key, when it was received, and the rest of the event as JSON, in one of two forms. */
export interface EventRecord {
  readonly identifier: string;
  readonly sort: string;
  readonly receivedAt: number;
  readonly body?: string;
  /** The same, deflated (RFC 1951); base64 where Lambda hands a stream's record on. */
  readonly packed?: Uint8Array | string;
}

/** DynamoDB bills writes by the kilobyte: a body that fits into the first with its keys is left readable. */
const READABLE_BYTES = 880;
/** More than the largest event that is accepted: nothing of ours inflates to it. */
const MAXIMUM_BODY_BYTES = 256 * 1024;

/**
 * Turns an event into the item that is put into the Events table. What browsers send is over a kilobyte and deflates to half:
 * one write unit in place of two.
 */
export function encodeEvent(event: TrackingEvent): Record<string, unknown> {
  const { key, receivedAt, ...rest } = event;
  const body = JSON.stringify(rest);
  const item = { identifier: key.identifier, sort: key.sort, receivedAt };
  if (Buffer.byteLength(body) <= READABLE_BYTES) return { ...item, body };
  return { ...item, packed: new Uint8Array(deflateRawSync(body)) };
}

/** Reads an item of the Events table, from the table or from its stream, back into the event. */
export function decodeEvent(item: Record<string, unknown>): TrackingEvent {
  const { identifier, sort, receivedAt, body, packed } = item as unknown as EventRecord;
  const text = packed === undefined ? (body ?? '') : inflate(packed);
  const rest = JSON.parse(text) as Omit<TrackingEvent, 'key' | 'receivedAt'>;
  return { key: { identifier, sort }, receivedAt: Number(receivedAt), ...rest };
}

function inflate(packed: Uint8Array | string): string {
  const bytes = typeof packed === 'string' ? Buffer.from(packed, 'base64') : packed;
  return inflateRawSync(bytes, { maxOutputLength: MAXIMUM_BODY_BYTES }).toString('utf8');
}
