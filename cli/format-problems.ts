import { join, relative, resolve } from 'node:path';
import type { LocatedProblem } from './located-problem.ts';
import type { Terminal } from './terminal.ts';

/** Problems as editors and terminals link them: `playbooks/hotel/segments/vip.yaml:3:5`, then what and what to do. */
export function formatProblems(
  terminal: Terminal,
  folder: string,
  problems: readonly LocatedProblem[],
): string {
  const { style } = terminal;
  const lines = problems.map(({ file, line, column, message, hint }) => {
    const place = `${shortest(join(folder, file))}:${line}:${column}`;
    const advice = hint === undefined ? '' : `\n  ${style('dim', hint)}`;
    return `${style('cyan', place)}  ${style('red', message)}${advice}`;
  });
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [...lines, '', style('bold', count)].join('\n');
}

/** Relative where that is shorter to read. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? resolve(path) : fromHere;
}
