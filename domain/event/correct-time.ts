import { InvalidInputError } from '../error/maitred-error.ts';
import type { JsonValue } from './json.ts';
import { parseTimestamp } from './parse-timestamp.ts';

/** The times that a message carries, as sent; all by the device's clock. */
export interface SentTimes {
  readonly timestamp?: JsonValue | undefined;
  /** The device's time where somebody on the way has corrected `timestamp` already. */
  readonly originalTimestamp?: JsonValue | undefined;
  readonly sentAt?: JsonValue | undefined;
}

/**
 * When an event happened: as long before its receipt as the device says it happened before it was sent, as Segment
 * does; a timestamp alone is taken at its word; neither is ever after the receipt.
 * @returns milliseconds since the epoch
 * @throws InvalidInputError where the timestamp is no moment, or before 1970
 */
export function correctTime(times: SentTimes, receivedAt: number): number {
  const timestamp = readTimestamp('timestamp', times.timestamp);
  const original = readTimestamp('originalTimestamp', times.originalTimestamp);
  const stated = timestamp ?? original;
  if (stated === undefined) return receivedAt;
  const sentAt = parseTimestamp(times.sentAt);
  if (sentAt === undefined) return Math.min(stated, receivedAt);
  const corrected = receivedAt - (sentAt - (original ?? stated));
  // A sentAt of the year 9999 says nothing of the clock: it would put the event before the epoch.
  return Math.min(corrected < 0 ? stated : corrected, receivedAt);
}

/** The part of an event's key that keeps retries together: the timestamp exactly as it was sent. */
export function timestampAsSent(times: SentTimes): string {
  const sent = times.timestamp ?? times.originalTimestamp;
  return sent === undefined || sent === null ? '-' : String(sent);
}

function readTimestamp(field: string, value: JsonValue | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  const moment = parseTimestamp(value);
  if (moment === undefined || moment < 0) {
    const hint = 'Send ISO 8601, such as 2026-03-02T10:00:00.000Z, or leave it out.';
    throw new InvalidInputError(`${field} is not a moment since 1970`, { field, hint });
  }
  return moment;
}
