import { estimateState, MAXIMUM_STATE_BYTES } from '../../domain/playbook/estimate/estimate-state.ts';
import { estimateWatches } from '../../domain/playbook/estimate/estimate-watches.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { type CompiledFolder, compileFolder } from '../compile-folder.ts';
import { formatProblems, WARNINGS } from '../format-problems.ts';
import type { Terminal } from '../terminal.ts';

/**
 * `maitred check`: validates a playbook's folder and says what it holds, and what in it is probably not meant.
 * @param isStrict also refuses what it warns of
 * @throws CommandError if it has problems
 */
export async function check(terminal: Terminal, folder: string, isStrict = false): Promise<CompiledFolder> {
  const compiled = await compileFolder(folder);
  const { warnings } = compiled;
  if (compiled.program === undefined) {
    if (warnings.length > 0) terminal.out(await formatProblems(terminal, folder, warnings, WARNINGS));
    terminal.out(await formatProblems(terminal, folder, compiled.problems));
    throw new CommandError(`${folder} is not in order`, { exitCode: EXIT.refused });
  }
  const { program, templates, stories } = compiled;
  const counts = [
    counted(program.segments.length, 'segment'),
    counted(Object.keys(program.computedTraits).length, 'computed trait'),
    counted(Object.keys(program.campaigns).length, 'campaign'),
    counted(Object.keys(templates.templates).length, 'template'),
    counted(stories.length, 'story', 'stories'),
  ];
  terminal.out(`${terminal.style('green', '✓')} ${terminal.style('bold', program.name)}  ${folder}`);
  terminal.out(`  ${counts.join(', ')}`);
  const bytes = `${estimateState(program)} of ${MAXIMUM_STATE_BYTES} bytes of state a guest`;
  terminal.out(`  at most ${bytes}, where values are of usual length`);
  // ADR 0012: what the version before remembered is kept up, so that going back finds it.
  terminal.out(
    '  after a deploy, what only the version before remembers comes on top, until the next deploy',
  );
  const watches = estimateWatches(program);
  if (watches > 0) terminal.out(`  and up to ${watches} bytes of journeys that look out for events`);
  terminal.out(`  version ${program.version}`);
  if (warnings.length === 0) return compiled;
  terminal.out(await formatProblems(terminal, folder, warnings, WARNINGS));
  if (isStrict) throw new CommandError(`${folder} has warnings`, { exitCode: EXIT.refused });
  return compiled;
}

/** Checks several folders, all of them even if the first has problems. @throws CommandError if any has */
export async function checkAll(
  terminal: Terminal,
  folders: readonly string[],
  isStrict = false,
): Promise<void> {
  const refusals: CommandError[] = [];
  for (const folder of folders) {
    await check(terminal, folder, isStrict).catch((error: unknown) => {
      if (!(error instanceof CommandError)) throw error;
      refusals.push(error);
    });
  }
  const [first] = refusals;
  if (first === undefined) return;
  const message = refusals.map((refusal) => refusal.message).join('\n');
  throw new CommandError(message, { exitCode: first.exitCode });
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
