import { fingerprint } from './fingerprint.ts';
import { jsonBytes } from './json-bytes.ts';
import { MAXIMUM_STAMP_ID_BYTES } from './limits.ts';

/** What a profile remembers a message by, beside its time: its messageId, or a hash of one that is long. */
export function stampId(messageId: string): string {
  return jsonBytes(messageId) <= MAXIMUM_STAMP_ID_BYTES ? messageId : fingerprint(messageId);
}
