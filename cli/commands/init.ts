import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PACKAGE_FOLDER } from '../../lib/package-folder.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { editorFiles } from '../init/editor-files.ts';
import { readFolder } from '../read-folder.ts';
import { shownPath } from '../shown-path.ts';
import type { Terminal } from '../terminal.ts';

export interface InitOptions {
  readonly terminal: Terminal;
  /** Where the playbook will be; it is made if it is not there. */
  readonly folder: string;
  /** One of the package's worked examples; else the small playbook to begin with. */
  readonly from?: string;
}

/**
 * `maitred init`: makes a small playbook that is in order, with what an editor needs to complete and check it. It asks nothing
 * and overwrites nothing.
 * @throws CommandError if there is a playbook already, or the folder cannot be written
 */
export async function init({ terminal, folder, from }: InitOptions): Promise<void> {
  if (await isThere(join(folder, 'playbook.yaml'))) {
    throw new CommandError(`there is a playbook in ${folder} already`, {
      exitCode: EXIT.refused,
      hint: 'Name another folder: maitred init my-house',
    });
  }
  const source = join(PACKAGE_FOLDER, from === undefined ? 'starter' : join('playbooks', from));
  const files = new Map((await readFolder(source)).map(({ path, text }) => [path, text]));
  const kept: string[] = [];
  for (const [path, text] of [...files, ...editorFiles()]) {
    if (!(await writeNew(join(folder, path), text))) kept.push(path);
  }
  terminal.out(`${terminal.style('green', '✓')} a playbook is in ${shownPath(folder) || 'this folder'}\n`);
  for (const path of [...files.keys()].sort()) terminal.out(`  ${path}`);
  if (kept.length > 0) {
    terminal.out(terminal.style('yellow', `\n  there already, and left as they were: ${kept.join(', ')}`));
  }
  terminal.out(`\n${nextSteps(terminal, shownPath(folder))}`);
}

function nextSteps({ style }: Terminal, folder: string): string {
  const place = folder === '' ? '' : ` ${folder}`;
  const steps = [
    [`npx maitred test --watch${place}`, 'plays its stories, again whenever a file is written'],
    [`npx maitred check${place}`, 'file, line and column of anything wrong'],
    [`code ${folder || '.'}`, 'completes as you type, with the extension that it recommends'],
    [`npx maitred deploy${place}`, 'puts it to work'],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  const lines = steps.map(
    ([command, what]) => `  ${style('cyan', command.padEnd(width))}  ${style('dim', what)}`,
  );
  return ['Next:', ...lines].join('\n');
}

/** @returns whether it was written; false where it is there already */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isThere(path))) return false;
    throw new CommandError(`${path} cannot be written: ${message}`, { cause });
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
