import { writeFile } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';
import { check } from './check.ts';
import type { RunStories } from './deploy.ts';

export interface CompileOptions {
  readonly terminal: Terminal;
  readonly folder: string;
  /** The file that is written, or written anew. */
  readonly output: string;
  readonly runStories?: RunStories;
}

/**
 * `maitred compile`: checks, tests, and writes what `deploy` would upload into a file: the construct deploys it with the stack.
 * @throws CommandError
 */
export async function compile({ terminal, folder, output, runStories }: CompileOptions): Promise<void> {
  const compiled = await check(terminal, folder);
  await runStories?.(terminal, compiled);
  const { program, templates, sources } = compiled;
  await writeFile(output, JSON.stringify({ program, templates, sources })).catch((cause: Error) => {
    throw new CommandError(`${output} cannot be written: ${cause.message}`, { cause });
  });
  terminal.out(`${terminal.style('green', '✓')} version ${program.version} is in ${output}`);
}
