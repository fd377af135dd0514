import { createHash } from 'node:crypto';

const FINGERPRINT_BYTES = 8;

/** Shortens a text to 64 bits of its SHA-256, in 11 characters of base64url. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, FINGERPRINT_BYTES).toString('base64url');
}
