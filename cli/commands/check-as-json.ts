import { join } from 'node:path';
import { CommandError, EXIT } from '../command-error.ts';
import { compileFolder } from '../compile-folder.ts';
import type { LocatedProblem } from '../located-problem.ts';
import { shownPath } from '../shown-path.ts';
import type { Terminal } from '../terminal.ts';

/**
 * `maitred check --json`: the problems of playbooks for a program that shows them, as a CI server's annotations, and the
 * warnings. Each has `file` (from where the command was typed), `line`, `column`, `message` and, where there is one, `hint`.
 * @param isStrict also refuses what it warns of
 * @throws CommandError if there are any problems
 */
export async function checkAsJson(
  terminal: Terminal,
  folders: readonly string[],
  isStrict = false,
): Promise<void> {
  const checked = await Promise.all(
    folders.map(async (folder) => {
      const { program, problems, warnings } = await compileFolder(folder);
      const shown = (found: readonly LocatedProblem[]) =>
        found.map((problem) => ({ ...problem, file: shownPath(join(folder, problem.file)) }));
      return {
        folder,
        version: program?.version ?? null,
        problems: shown(problems),
        warnings: shown(warnings),
      };
    }),
  );
  const problems = checked.flatMap((playbook) => playbook.problems);
  const warnings = checked.flatMap((playbook) => playbook.warnings);
  const playbooks = checked.map(({ folder, version }) => ({ folder, version }));
  terminal.out(JSON.stringify({ playbooks, problems, warnings }, null, 2));
  const refusals = checked.flatMap((playbook) => {
    if (playbook.version === null) return [`${playbook.folder} is not in order`];
    return isStrict && playbook.warnings.length > 0 ? [`${playbook.folder} has warnings`] : [];
  });
  if (refusals.length === 0) return;
  const message = refusals.join('\n');
  throw new CommandError(message, { exitCode: EXIT.refused });
}
