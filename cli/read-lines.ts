import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandError } from './command-error.ts';

/** A line of a file. */
export interface NumberedLine {
  /** From 1, as editors count. */
  readonly number: number;
  /** Without its end; of one that is over the limit nothing is kept. */
  readonly bytes: Buffer;
  /** Why it cannot be sent, where it cannot. */
  readonly problem?: string;
}

export interface ChunkLimits {
  readonly lines: number;
  /** With the lines' ends. */
  readonly bytes: number;
}

/** Lines that follow each other. */
export interface Chunk {
  /** To be sent in one call; there may be none. */
  readonly lines: readonly NumberedLine[];
  /** What cannot be sent, from among them. */
  readonly bad: readonly NumberedLine[];
  /** The number of the last one. */
  readonly end: number;
}

const LINE_END = 0x0a;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const NOTHING = Buffer.alloc(0);

/**
 * Reads a file's lines in chunks, without ever holding all of it. Empty lines are passed over.
 * @param after the number of the last line that is left out
 * @throws CommandError where it cannot be read
 */
export async function* readChunks(path: string, after: number, limits: ChunkLimits): AsyncGenerator<Chunk> {
  let [lines, bad]: [NumberedLine[], NumberedLine[]] = [[], []];
  let bytes = 0;
  for await (const line of readLines(path, limits.bytes)) {
    if (line.number <= after || (line.problem === undefined && isBlank(line.bytes))) continue;
    const size = line.bytes.length + 1;
    const isFull = lines.length === limits.lines || bad.length === limits.lines;
    if (isFull || bytes + size > limits.bytes) {
      yield { lines, bad, end: line.number - 1 };
      [lines, bad, bytes] = [[], [], 0];
    }
    if (line.problem === undefined) {
      lines.push(line);
      bytes += size;
    } else bad.push(line);
  }
  const end = Math.max(lines.at(-1)?.number ?? 0, bad.at(-1)?.number ?? 0);
  if (end > 0) yield { lines, bad, end };
}

/**
 * Every line of a file; one that ends in .gz is unpacked, and a byte order mark at its beginning dropped.
 * @param maximumBytes of a line, with its end: longer ones have a problem
 * @throws CommandError where it cannot be read
 */
export async function* readLines(path: string, maximumBytes: number): AsyncGenerator<NumberedLine> {
  let number = 0;
  let rest: Buffer = NOTHING;
  let isTooLong = false;
  const grow = (part: Buffer) => {
    // What is over the limit is not kept: a file without any line's end may be larger than the memory.
    isTooLong ||= rest.length + part.length >= maximumBytes;
    rest = isTooLong ? NOTHING : rest.length === 0 ? part : Buffer.concat([rest, part]);
  };
  const take = (): NumberedLine => {
    number += 1;
    const line = describeLine(number, rest, isTooLong ? maximumBytes : undefined);
    [rest, isTooLong] = [NOTHING, false];
    return line;
  };
  for await (const bytes of readBytes(path)) {
    let from = 0;
    for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, from)) {
      grow(bytes.subarray(from, end));
      from = end + 1;
      yield take();
    }
    grow(bytes.subarray(from));
  }
  if (rest.length > 0 || isTooLong) yield take();
}

function describeLine(number: number, whole: Buffer, exceeded: number | undefined): NumberedLine {
  if (exceeded !== undefined)
    return { number, bytes: NOTHING, problem: `the line is over ${exceeded} bytes` };
  const isMarked = number === 1 && whole.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  const bytes = isMarked ? whole.subarray(BYTE_ORDER_MARK.length) : whole;
  return isUtf8(bytes) ? { number, bytes } : { number, bytes: NOTHING, problem: 'the line is not UTF-8' };
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

async function* readBytes(path: string): AsyncGenerator<Buffer> {
  try {
    yield* openFile(path);
  } catch (cause) {
    throw new CommandError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function openFile(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path);
  // Whoever iterates is told of a failure.
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
}
