import { styleText } from 'node:util';
import type { StoryResult } from './run-story.ts';

/** Prints each story's outcome; a failed one with its timeline and where it failed. */
export function printResults(folder: string, results: readonly StoryResult[], milliseconds: number): void {
  for (const result of results) {
    const isPassed = result.failures.length === 0;
    const mark = isPassed ? styleText('green', '✓') : styleText('red', '✗');
    console.log(`${mark} ${folder}: ${result.story.story}`);
    if (!isPassed) printFailure(folder, result);
  }
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const figures = `${results.length - failed} of ${results.length} stories hold, in ${Math.round(milliseconds)} ms`;
  console.log(styleText(failed === 0 ? 'green' : 'red', `${folder}: ${figures}`));
}

function printFailure(folder: string, { story, failures, timeline }: StoryResult): void {
  for (const failure of failures) {
    console.log(styleText('red', `  ${folder}/${story.file}, step ${failure.step}`));
    for (const line of failure.lines) console.log(`    ${line}`);
  }
  console.log(styleText('dim', '  what happened:'));
  for (const { at, kind, what } of timeline) {
    console.log(styleText('dim', `    ${new Date(at).toISOString()}  ${kind.padEnd(8)}  ${what}`));
  }
}
