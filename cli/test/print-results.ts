import type { Terminal } from '../terminal.ts';
import type { StoryResult } from './run-story.ts';

/** Prints each story's outcome; a failed one with its timeline and where it failed. */
export function printResults(
  terminal: Terminal,
  results: readonly StoryResult[],
  milliseconds: number,
): void {
  for (const result of results) {
    const isPassed = result.failures.length === 0;
    const mark = isPassed ? terminal.style('green', '✓') : terminal.style('red', '✗');
    terminal.out(`${mark} ${result.story.story}`);
    if (!isPassed) printFailure(terminal, result);
  }
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const figures = `${results.length - failed} of ${results.length} stories hold, in ${Math.round(milliseconds)} ms`;
  terminal.out(terminal.style(failed === 0 ? 'green' : 'red', figures));
}

function printFailure(terminal: Terminal, { story, failures, timeline }: StoryResult): void {
  for (const failure of failures) {
    terminal.out(terminal.style('red', `  ${story.file}, step ${failure.step}`));
    for (const line of failure.lines) terminal.out(`    ${line}`);
  }
  terminal.out(terminal.style('dim', '  what happened:'));
  for (const { at, kind, what } of timeline) {
    terminal.out(terminal.style('dim', `    ${new Date(at).toISOString()}  ${kind.padEnd(8)}  ${what}`));
  }
}
