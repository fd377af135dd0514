import { createHash } from 'node:crypto';
import type { ApiKey } from '../contract/api-key.ts';
import { CONFIG_KINDS } from '../contract/config-kinds.ts';

/** The partition of the Config table in which keys lie. */
export const KEY_KIND = CONFIG_KINDS.key;

/** What is kept of a key's secret, and what it is found by. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Turns a key into its row of the Config table. */
export function encodeKey(secret: string, key: ApiKey): Record<string, unknown> {
  return { kind: KEY_KIND, id: hashSecret(secret), ...key };
}

/** Reads a row of the Config table back into the key. */
export function decodeKey(item: Record<string, unknown>): ApiKey {
  const { kind: _kind, id: _id, ...key } = item;
  return key as unknown as ApiKey;
}
