import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { JsonObject } from './json.ts';

/** What SDKs and networks add on the way: a retry may send it differently, so it is no part of the event. */
const TRANSPORT_FIELDS: ReadonlySet<string> = new Set(['sentAt', 'receivedAt', 'writeKey', '_metadata']);

/**
 * The messageId of a message: its own, or the SHA-256 of its content, so that a retry of it meets the same key.
 * @param message a message without nulls
 */
export function messageIdOf(message: JsonObject): string {
  const { messageId } = message;
  if (typeof messageId === 'string' && messageId !== '') return messageId;
  if (typeof messageId === 'number') return String(messageId);
  const content = Object.entries(message).filter(
    ([name]) => !TRANSPORT_FIELDS.has(name) && name !== 'messageId',
  );
  return createHash('sha256')
    .update(canonicalJson(Object.fromEntries(content)))
    .digest('hex');
}
