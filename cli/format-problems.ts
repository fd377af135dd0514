import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeFrame } from './code-frame.ts';
import type { LocatedProblem } from './located-problem.ts';
import { shownPath } from './shown-path.ts';
import type { Terminal } from './terminal.ts';

/** So many are shown with the lines around them; whoever has more reads their places. */
const MOST_FRAMES = 20;

interface ProblemKind {
  readonly noun: string;
  readonly colour: 'red' | 'yellow';
}
const PROBLEMS: ProblemKind = { noun: 'problem', colour: 'red' };
/** What is told, and stops nothing. */
export const WARNINGS: ProblemKind = { noun: 'warning', colour: 'yellow' };

/**
 * Problems as editors and terminals link them: `playbooks/hotel/segments/vip.yaml:3:5`, then what, what to do, and the lines
 * around the place.
 */
export async function formatProblems(
  terminal: Terminal,
  folder: string,
  problems: readonly LocatedProblem[],
  { noun, colour }: ProblemKind = PROBLEMS,
): Promise<string> {
  const { style } = terminal;
  const texts = new Map<string, string>();
  const lines: string[] = [];
  for (const [index, problem] of problems.entries()) {
    const { file, line, column, message, hint } = problem;
    const place = `${shownPath(join(folder, file))}:${line}:${column}`;
    lines.push(`${style('cyan', place)}  ${style(colour, message)}`);
    if (hint !== undefined) lines.push(`  ${style('dim', hint)}`);
    if (index >= MOST_FRAMES) continue;
    // Read again here alone: what is in order is never shown.
    const text = texts.get(file) ?? (await readFile(join(folder, file), 'utf8').catch(() => ''));
    texts.set(file, text);
    const frame = codeFrame(terminal, text, problem);
    if (frame.length > 0) lines.push('', ...frame.map((each) => `  ${each}`), '');
  }
  const count = problems.length === 1 ? `1 ${noun}` : `${problems.length} ${noun}s`;
  if (lines.at(-1) !== '') lines.push('');
  return [...lines, style('bold', count)].join('\n');
}
