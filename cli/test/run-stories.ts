import { createLiquidRenderer } from '../../lambdas/adapters/liquid-renderer.ts';
import { CommandError, EXIT } from '../command-error.ts';
import type { CompiledFolder } from '../compile-folder.ts';
import type { Terminal } from '../terminal.ts';
import { printResults } from './print-results.ts';
import { runStory } from './run-story.ts';

/**
 * Plays all stories of a playbook and prints what came of them.
 * @throws CommandError if one does not hold
 */
export async function runStories(terminal: Terminal, compiled: CompiledFolder): Promise<void> {
  const started = performance.now();
  const renderer = createLiquidRenderer();
  const results = compiled.stories.map((story) => runStory({ ...compiled, renderer }, story));
  printResults(terminal, results, performance.now() - started);
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  if (failed === 0) return;
  throw new CommandError(`${failed} ${failed === 1 ? 'story does' : 'stories do'} not hold`, {
    exitCode: EXIT.refused,
  });
}
