import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandError } from './command-error.ts';

/** A line of a file. */
export interface NumberedLine {
  /** From 1, as editors count. */
  readonly number: number;
  readonly text: string;
}

export interface ChunkLimits {
  readonly lines: number;
  /** As UTF-8, with the lines' ends. */
  readonly bytes: number;
}

/**
 * Reads a file's lines in chunks, without ever holding all of it. Empty lines are passed over.
 * @param after the number of the last line that is left out
 * @throws CommandError where it cannot be read, or a line alone is over the limit
 */
export async function* readChunks(
  path: string,
  after: number,
  limits: ChunkLimits,
): AsyncGenerator<readonly NumberedLine[]> {
  let chunk: NumberedLine[] = [];
  let bytes = 0;
  for await (const line of readLines(path)) {
    if (line.number <= after || line.text.trim() === '') continue;
    const size = Buffer.byteLength(line.text) + 1;
    if (size > limits.bytes)
      throw new CommandError(`${path}:${line.number}: the line is over ${limits.bytes} bytes`);
    if (chunk.length === limits.lines || bytes + size > limits.bytes) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(line);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

/** Every line of a file; one that ends in .gz is unpacked. @throws CommandError where it cannot be read */
export async function* readLines(path: string): AsyncGenerator<NumberedLine> {
  const decoder = new TextDecoder();
  let number = 0;
  let rest = '';
  try {
    for await (const bytes of openFile(path)) {
      const [first = '', ...others] = decoder.decode(bytes as Buffer, { stream: true }).split('\n');
      const complete = others.length === 0 ? [] : [rest + first, ...others.slice(0, -1)];
      rest = others.at(-1) ?? rest + first;
      for (const text of complete) {
        number += 1;
        yield { number, text };
      }
    }
  } catch (cause) {
    throw new CommandError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
  if (rest !== '') yield { number: number + 1, text: rest };
}

function openFile(path: string): AsyncIterable<unknown> {
  const file = createReadStream(path);
  // Whoever iterates is told of a failure.
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
}
