import type { Terminal } from '../../cli/terminal.ts';

/** A terminal in black and white, and what was written to it. */
export function plainTerminal(): { terminal: Terminal; out: string[]; errors: string[] } {
  const out: string[] = [];
  const errors: string[] = [];
  const terminal: Terminal = {
    out: (text) => out.push(text),
    error: (text) => errors.push(text),
    style: (_, text) => text,
  };
  return { terminal, out, errors };
}
