import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import type { JsonValue } from '../../domain/event/json.ts';
import { MAXIMUM_BATCH_BYTES, MAXIMUM_NESTING } from '../../domain/event/limits.ts';
import { TooLargeError } from '../../domain/event/too-large-error.ts';

const decompress = promisify(gunzip);

/** A body as API Gateway hands it over. */
export interface RawBody {
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly contentEncoding?: string | undefined;
}

/**
 * Reads a JSON body, whatever its Content-Type says: browsers send `text/plain`.
 * @throws TooLargeError over the limit (500 KiB), counted after decompression, which stops there
 * @throws InvalidInputError where it is missing, not UTF-8, not JSON, not gzip though it says so, or nested too deeply
 */
export async function readJsonBody(raw: RawBody, maximumBytes = MAXIMUM_BATCH_BYTES): Promise<JsonValue> {
  return parseJson('the body', decodeText(await readBodyBytes(raw, maximumBytes)));
}

/** A leading byte order mark is dropped. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** What is not UTF-8 would be stored with U+FFFD in place of each letter that was lost. */
function decodeText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new InvalidInputError('the body is not UTF-8', { hint: 'Send JSON in UTF-8.' });
  }
}

/**
 * Reads a body as the bytes that were sent.
 * @throws TooLargeError over the limit (500 KiB), counted after decompression, which stops there
 * @throws InvalidInputError where it is missing, or not gzip though it says so
 */
export async function readBodyBytes(raw: RawBody, maximumBytes = MAXIMUM_BATCH_BYTES): Promise<Buffer> {
  const bytes = Buffer.from(raw.body ?? '', raw.isBase64Encoded === true ? 'base64' : 'utf8');
  const isCompressed = raw.contentEncoding?.toLowerCase().includes('gzip') === true;
  const plain = isCompressed ? await unzip(bytes, maximumBytes) : bytes;
  if (plain.length > maximumBytes) throw tooLarge(maximumBytes);
  if (plain.length === 0) throw new InvalidInputError('the body is empty', { hint: 'Send JSON.' });
  return plain;
}

/**
 * Parses JSON that anybody may have sent.
 * @param what it is, for the message
 * @throws InvalidInputError where it is no JSON, or nested too deeply
 */
export function parseJson(what: string, text: string): JsonValue {
  requireShallow(what, text);
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new InvalidInputError(`${what} is not JSON`, { hint: 'Send one JSON object in UTF-8.' });
  }
}

async function unzip(bytes: Buffer, maximumBytes: number): Promise<Buffer> {
  try {
    return await decompress(bytes, { maxOutputLength: maximumBytes });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maximumBytes);
    throw new InvalidInputError('the body is not gzip, although Content-Encoding says so');
  }
}

function tooLarge(maximumBytes: number): TooLargeError {
  return new TooLargeError(`the body is over ${maximumBytes / 1024} KiB`, 'Send less at once.');
}

/** Nesting is judged on the text, before anything recursive sees it: deep enough, it would exhaust the stack. */
function requireShallow(what: string, text: string): void {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > MAXIMUM_NESTING) {
      throw new InvalidInputError(`${what} is nested more than ${MAXIMUM_NESTING} deep`);
    }
  }
}
