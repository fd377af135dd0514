import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from './package-folder.ts';

const COMMAND_LINE = join(PACKAGE_FOLDER, 'bin/maitred.mjs');

/**
 * Checks a playbook's folder, runs its stories, and writes what a deploy uploads into a file. The command line does it, as a
 * program: compiling is not the app's business.
 * @param folder relative to the working directory, or absolute
 * @returns the playbook's version
 * @throws Error with every problem, each with file, line and column, or with the stories that do not hold
 */
export function compilePlaybook(folder: string, output: string): string {
  const words = [COMMAND_LINE, 'compile', folder, '--output', output];
  const environment = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const { status, stdout, stderr, error } = spawnSync(process.execPath, words, {
    env: environment,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`the playbook ${folder} is not deployed:\n${stdout}${stderr}`.trimEnd());
  return (JSON.parse(readFileSync(output, 'utf8')) as { program: { version: string } }).program.version;
}
