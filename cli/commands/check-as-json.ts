import { join } from 'node:path';
import { CommandError, EXIT } from '../command-error.ts';
import { compileFolder } from '../compile-folder.ts';
import { shownPath } from '../shown-path.ts';
import type { Terminal } from '../terminal.ts';

/**
 * `maitred check --json`: the problems of playbooks for a program that shows them, as a CI server's annotations. Each has
 * `file` (from where the command was typed), `line`, `column`, `message` and, where there is one, `hint`.
 * @throws CommandError if there are any
 */
export async function checkAsJson(terminal: Terminal, folders: readonly string[]): Promise<void> {
  const checked = await Promise.all(
    folders.map(async (folder) => {
      const { program, problems } = await compileFolder(folder);
      return {
        folder,
        version: program?.version ?? null,
        problems: problems.map((problem) => ({ ...problem, file: shownPath(join(folder, problem.file)) })),
      };
    }),
  );
  const problems = checked.flatMap((playbook) => playbook.problems);
  const playbooks = checked.map(({ folder, version }) => ({ folder, version }));
  terminal.out(JSON.stringify({ playbooks, problems }, null, 2));
  const refused = playbooks.filter(({ version }) => version === null);
  if (refused.length === 0) return;
  const message = refused.map(({ folder }) => `${folder} is not in order`).join('\n');
  throw new CommandError(message, { exitCode: EXIT.refused });
}
