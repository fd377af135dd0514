import { styleText } from 'node:util';
import { EXIT } from './command-error.ts';

/** Where a command writes: results to `out`, complaints to `error`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Shows a line that the next one takes the place of; an empty one takes it away. Absent where lines stay. */
  readonly status?: (text: string) => void;
  /** Takes all that stands there away. Absent where lines stay. */
  readonly clear?: () => void;
  readonly style: (style: 'red' | 'green' | 'yellow' | 'cyan' | 'bold' | 'dim', text: string) => string;
}

/** The process's own terminal: in colour where it is one and `NO_COLOR` is not set. */
export function createTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endIfNobodyReads);
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    error: (text) => void process.stderr.write(`${text}\n`),
    style: (style, text) => styleText(style, text, { stream: process.stdout }),
    ...(process.stderr.isTTY && { status: showStatus }),
    ...(process.stdout.isTTY && { clear: () => void process.stdout.write(CLEARED_SCREEN) }),
  };
}

/** As `| head -1` does: whoever read along has seen enough. */
function endIfNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.failed);
}

/** The screen and what was scrolled out of it, and to its upper left corner. */
const CLEARED_SCREEN = '\u001b[2J\u001b[3J\u001b[H';
/** Back to the line's beginning, and what stood there is cleared. */
const CLEARED_LINE = '\r\u001b[2K';

function showStatus(text: string): void {
  process.stderr.write(`${CLEARED_LINE}${text.slice(0, (process.stderr.columns || 80) - 1)}`);
}

/** Columns that line up, the first row being their heads. */
export function formatTable(terminal: Terminal, rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, index) => (index === 0 ? terminal.style('dim', line) : line)).join('\n');
}
