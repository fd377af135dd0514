import { join, relative } from 'node:path';
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
    const place = `${relative(process.cwd(), join(folder, file)) || file}:${line}:${column}`;
    const advice = hint === undefined ? '' : `\n  ${style('dim', hint)}`;
    return `${style('cyan', place)}  ${style('red', message)}${advice}`;
  });
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [...lines, '', style('bold', count)].join('\n');
}
