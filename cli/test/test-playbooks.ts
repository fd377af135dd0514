import { MaitredError } from '../../domain/error/maitred-error.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { compileFolder } from '../compile-folder.ts';
import type { Terminal } from '../terminal.ts';
import { type PlaybookRun, playStories } from './playbook-run.ts';
import { printResults } from './print-results.ts';
import { printUnreached } from './print-unreached.ts';
import { reportJson, reportJunit } from './report.ts';
import type { Reporter } from './reporters.ts';

export interface TestOptions {
  /** Part of a story's title or of its file's name. */
  readonly name?: string;
  readonly reporter: Reporter;
  /** Also says what no story reaches. */
  readonly strict?: boolean;
}

/** Checks playbooks and plays their stories. One that is not in order does not keep the others from being played. */
export async function testPlaybooks(
  terminal: Terminal,
  folders: readonly string[],
  { name, reporter, strict = false }: TestOptions,
): Promise<readonly PlaybookRun[]> {
  const started = performance.now();
  const runs: PlaybookRun[] = [];
  for (const folder of folders) runs.push(await testPlaybook(folder, name));
  const milliseconds = performance.now() - started;
  if (reporter === 'json') terminal.out(reportJson(runs, strict));
  else if (reporter === 'junit') terminal.out(reportJunit(runs, strict));
  else {
    await printResults(terminal, runs, milliseconds);
    if (strict) printUnreached(terminal, runs);
  }
  return runs;
}

async function testPlaybook(folder: string, name: string | undefined): Promise<PlaybookRun> {
  const compiled = await compileFolder(folder);
  if (compiled.program !== undefined) return playStories(folder, compiled, name);
  return { folder, timezone: 'UTC', problems: compiled.problems, stories: [], skipped: 0 };
}

/** @throws CommandError where a name was asked for that no story has: nothing tested is no success */
export function refuseNothing(runs: readonly PlaybookRun[], name: string | undefined): void {
  const isSomething = runs.some(({ stories, problems }) => stories.length + problems.length > 0);
  if (name === undefined || isSomething) return;
  const hint = 'It is looked for in the titles of stories and in the names of their files.';
  throw new CommandError(`no story has "${name}" in its name`, { exitCode: EXIT.refused, hint });
}

/** What goes wrong with a folder while it is watched, in words; anything unexpected is thrown on. */
export function expectedMessage(error: unknown): string {
  if (error instanceof CommandError || error instanceof MaitredError) return error.message;
  throw error;
}
