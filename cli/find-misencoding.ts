import { isUtf8 } from 'node:buffer';
import type { LocatedProblem } from './located-problem.ts';

/** What is wrong with bytes that are to be text, and where. */
export type Misencoding = Pick<LocatedProblem, 'line' | 'column' | 'message' | 'hint'>;

const LINE_END = 0x0a;
const REPLACEMENT = '\uFFFD';
const UTF_16: Misencoding = {
  line: 1,
  column: 1,
  message: 'the file is UTF-16, not UTF-8',
  hint: 'save it as UTF-8: iconv -f UTF-16 -t UTF-8 <file>',
};

const LATIN = {
  message: 'a letter stands here that is not UTF-8',
  hint: 'save the file as UTF-8; from Windows or Excel: iconv -f WINDOWS-1252 -t UTF-8 <file>',
};

/** Finds the first byte that is no UTF-8: guests would read a black diamond in its place. */
export function findMisencoding(bytes: Buffer): Misencoding | undefined {
  if (isUtf16(bytes)) return UTF_16;
  if (isUtf8(bytes)) return undefined;
  let line = 1;
  for (let from = 0; from <= bytes.length; line += 1) {
    const end = bytes.indexOf(LINE_END, from);
    const here = bytes.subarray(from, end === -1 ? bytes.length : end);
    if (!isUtf8(here)) return { line, column: here.toString('utf8').indexOf(REPLACEMENT) + 1, ...LATIN };
    from += here.length + 1;
  }
  return { line: 1, column: 1, ...LATIN };
}

/** Whether the bytes begin as UTF-16 does, or have a zero: no text has one, and every Latin letter of UTF-16. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMarked || bytes.includes(0);
}
