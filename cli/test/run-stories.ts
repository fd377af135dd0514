import { CommandError, EXIT } from '../command-error.ts';
import type { CompiledFolder } from '../compile-folder.ts';
import type { Terminal } from '../terminal.ts';
import { countStories, type PlaybookRun, playStories, unreachedOf } from './playbook-run.ts';
import { printResults } from './print-results.ts';

/**
 * Plays all stories of a playbook and prints what came of them.
 * @throws CommandError if one does not hold
 */
export async function runStories(
  terminal: Terminal,
  compiled: CompiledFolder,
  folder: string,
): Promise<void> {
  const started = performance.now();
  const runs = [playStories(folder, compiled)];
  await printResults(terminal, runs, performance.now() - started);
  refuseFailures(runs);
}

/** @throws CommandError if a story does not hold, a playbook is not in order, or, where that counts, no story reaches a place */
export function refuseFailures(runs: readonly PlaybookRun[], strict = false): void {
  const { failed } = countStories(runs);
  const unreached = strict ? unreachedOf(runs).length : 0;
  const complaints = [
    ...runs.filter(({ problems }) => problems.length > 0).map(({ folder }) => `${folder} is not in order`),
    ...(failed === 0 ? [] : [`${failed} ${failed === 1 ? 'story does' : 'stories do'} not hold`]),
    ...(unreached === 0 ? [] : [`no story reaches ${unreached === 1 ? 'one place' : `${unreached} places`}`]),
  ];
  if (complaints.length > 0) throw new CommandError(complaints.join('\n'), { exitCode: EXIT.refused });
}
