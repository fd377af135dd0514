import type { JsonValue } from './json.ts';

/** What a value takes as JSON in UTF-8. */
export function jsonBytes(value: JsonValue): number {
  return Buffer.byteLength(JSON.stringify(value));
}
