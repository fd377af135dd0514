import type { Terminal } from './terminal.ts';

const LINES_BEFORE = 2;
const LINES_AFTER = 1;
/** Longer lines are cut on both sides of the column. */
const WIDTH = 100;
const CUT = '…';

/**
 * Draws the lines around a place of a text, with a caret under it.
 * @param line counted from 1, as is the column
 * @returns nothing where the text has no such line
 */
export function codeFrame(
  terminal: Terminal,
  text: string,
  { line, column }: { line: number; column: number },
): string[] {
  const { style } = terminal;
  const lines = text.split(/\r?\n/u);
  if (lines[line - 1] === undefined || text === '') return [];
  const first = Math.max(1, line - LINES_BEFORE);
  const last = Math.min(lines.length, line + LINES_AFTER);
  const digits = String(last).length;
  const from = Math.max(0, column - 1 - WIDTH / 2);
  return lines.slice(first - 1, last).flatMap((source, index) => {
    const number = first + index;
    const isHere = number === line;
    const shown = `${String(number).padStart(digits)} | ${cut(source, from)}`.trimEnd();
    if (!isHere) return number === last && source.trim() === '' ? [] : [style('dim', `  ${shown}`)];
    const caret = `  ${' '.repeat(digits)} | ${blanksUnder(cut(source, from), column - 1 - from + (from > 0 ? 1 : 0))}`;
    return [`${style('red', '>')} ${shown}`, `${style('dim', caret)}${style('red', '^')}`];
  });
}

function cut(source: string, from: number): string {
  const shown = source.slice(from, from + WIDTH);
  const isMore = source.length > from + WIDTH;
  return `${from > 0 ? CUT : ''}${shown}${isMore ? CUT : ''}`;
}

/** A tab above is a tab below, however wide it is shown. */
function blanksUnder(source: string, count: number): string {
  return source.slice(0, count).replace(/[^\t]/gu, ' ').padEnd(count);
}
