import { createHash } from 'node:crypto';
import { canonicalJson } from '../../event/canonical-json.ts';
import type { JsonValue } from '../../event/json.ts';

/** The first characters of the SHA-256 of a value's canonical JSON, in hex; what JSON cannot say is left out. */
export function contentHash(value: unknown, length: number): string {
  const content = JSON.parse(JSON.stringify(value)) as JsonValue;
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, length);
}
