import { isUtf8 } from 'node:buffer';
import { InvalidInputError, type MaitredError } from '../../../domain/error/maitred-error.ts';
import { MAXIMUM_BATCH_EVENTS } from '../../../domain/event/limits.ts';
import { TooLargeError } from '../../../domain/event/too-large-error.ts';
import { parseJson } from '../../runtime/http-body.ts';
import type { Sent } from './collect-events.ts';

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const LINE_END = 0x0a;

interface Line {
  /** From 0, empty lines too. */
  readonly index: number;
  readonly text: string;
  readonly isBroken: boolean;
}

/**
 * Reads JSON lines in UTF-8: one that is not, or is no JSON, is kept with what is wrong with it; empty ones and a byte order
 * mark at the beginning are passed over.
 * @throws InvalidInputError where there are none
 * @throws TooLargeError where they are more than a call takes
 */
export function readLines(bytes: Uint8Array): Sent[] {
  const lines = splitLines(bytes).filter(({ text }) => text.trim() !== '');
  if (lines.length === 0) throw new InvalidInputError('the body has no lines', { hint: 'Send JSON lines.' });
  if (lines.length > MAXIMUM_BATCH_EVENTS) {
    throw new TooLargeError(
      `a call takes ${MAXIMUM_BATCH_EVENTS} lines`,
      'Send them in more than one call, as `maitred import` does.',
    );
  }
  return lines.map(readLine);
}

/** Split as bytes: a letter that was cut or written in another encoding must not spoil its neighbours. */
function splitLines(bytes: Uint8Array): Line[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isMarked = all.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  const lines: Line[] = [];
  for (let from = isMarked ? BYTE_ORDER_MARK.length : 0; from < all.length; ) {
    const found = all.indexOf(LINE_END, from);
    const end = found === -1 ? all.length : found;
    const index = lines.length;
    lines.push({ index, ...decodeLine(all.subarray(from, end)) });
    from = end + 1;
  }
  return lines;
}

function decodeLine(bytes: Buffer): Pick<Line, 'text' | 'isBroken'> {
  return { text: bytes.toString('utf8'), isBroken: !isUtf8(bytes) };
}

function readLine({ index, text, isBroken }: Line): Sent {
  try {
    if (isBroken) throw new InvalidInputError('the line is not UTF-8', { hint: 'Save the file as UTF-8.' });
    return { index, message: parseJson('the line', text) };
  } catch (error) {
    return { index, message: text, error: error as MaitredError };
  }
}
