import { CommandError, EXIT } from './command-error.ts';
import { type CompiledFolder, compileFolder } from './compile-folder.ts';
import { formatProblems } from './format-problems.ts';
import type { Terminal } from './terminal.ts';

/**
 * Compiles a playbook, and says nothing where it is in order.
 * @throws CommandError where it is not, having written what is wrong
 */
export async function requireCompiled(terminal: Terminal, folder: string): Promise<CompiledFolder> {
  const compiled = await compileFolder(folder);
  if (compiled.program !== undefined) return compiled;
  terminal.error(await formatProblems(terminal, folder, compiled.problems));
  throw new CommandError(`${folder} is not in order`, { exitCode: EXIT.refused });
}
