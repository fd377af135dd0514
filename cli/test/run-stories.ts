import { createLiquidRenderer } from '../../lambdas/adapters/liquid-renderer.ts';
import type { CompiledFolder } from '../compile-folder.ts';
import { printResults } from './print-results.ts';
import { runStory } from './run-story.ts';

/**
 * Plays all stories of a playbook and prints what came of them.
 * @returns whether all hold
 */
export function runStories(folder: string, compiled: CompiledFolder): boolean {
  const started = performance.now();
  const renderer = createLiquidRenderer();
  const results = compiled.stories.map((story) => runStory({ ...compiled, renderer }, story));
  printResults(folder, results, performance.now() - started);
  return results.every(({ failures }) => failures.length === 0);
}
