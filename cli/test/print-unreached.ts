import type { Terminal } from '../terminal.ts';
import { type PlaybookRun, unreachedOf } from './playbook-run.ts';

/** Prints which campaigns, steps and arms no story comes to, as terminals link them, and of how many. */
export function printUnreached(terminal: Terminal, runs: readonly PlaybookRun[]): void {
  const { style, out } = terminal;
  const unreached = unreachedOf(runs);
  const places = runs.reduce((sum, { coverage }) => sum + (coverage?.places ?? 0), 0);
  if (places === 0) return;
  const figures = `${places - unreached.length} of ${places} campaigns, steps and arms`;
  out(`Reached    ${style(unreached.length === 0 ? 'green' : 'red', figures)}`);
  if (unreached.length === 0) return;
  out('');
  for (const { file, line, column, message } of unreached) {
    out(`  ${style('cyan', `${file}:${line}:${column}`)}  ${style('red', message)}`);
  }
  const hints = new Set(unreached.flatMap(({ hint }) => hint ?? []));
  for (const hint of hints) out(`  ${style('dim', hint)}`);
}
