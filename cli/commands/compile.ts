import { writeFile } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';
import { prepareUpload, type UploadOptions } from './prepare-upload.ts';

export interface CompileOptions extends UploadOptions {
  /** The file that is written, or written anew. */
  readonly output: string;
}

/**
 * `maitred compile`: checks, tests, and writes what `deploy` would upload into a file: the construct deploys it with the stack.
 * @throws CommandError
 */
export async function compile({ output, ...options }: CompileOptions): Promise<void> {
  const { terminal } = options;
  const upload = await prepareUpload(options);
  await writeFile(output, JSON.stringify(upload)).catch((cause: Error) => {
    throw new CommandError(`${output} cannot be written: ${cause.message}`, { cause });
  });
  terminal.out(`${terminal.style('green', '✓')} version ${upload.program.version} is in ${output}`);
}
