import type { JsonValue } from './json.ts';

/** What a value takes as JSON in UTF-8. */
export function jsonBytes(value: JsonValue): number {
  if (typeof value === 'string' && isPlain(value)) return value.length + QUOTES;
  return Buffer.byteLength(JSON.stringify(value));
}

const QUOTES = 2;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LAST_OF_ASCII = 0x7e;

/** Whether each character is a byte that is written as it is, as in most names and ids. */
function isPlain(text: string): boolean {
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code < SPACE || code > LAST_OF_ASCII || code === QUOTE || code === BACKSLASH) return false;
  }
  return true;
}
