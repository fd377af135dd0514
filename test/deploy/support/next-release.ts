import { appendFileSync, cpSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from './run-command.ts';

/** What a synthesis reads. */
const SOURCES = ['bin', 'lib', 'lambdas', 'domain', 'cdk.json', 'package.json', 'tsconfig.json'];
const HANDLERS = join('lambdas', 'handlers');

/**
 * Copies the project with every function's code changed, as a release changes it.
 * @param within where the copy is made
 * @returns its folder
 */
export function makeNextRelease(within: string): string {
  const folder = mkdtempSync(join(within, 'next-release-'));
  for (const source of SOURCES) {
    cpSync(join(PROJECT_FOLDER, source), join(folder, source), { recursive: true });
  }
  symlinkSync(join(PROJECT_FOLDER, 'node_modules'), join(folder, 'node_modules'));
  for (const entry of readdirSync(join(folder, HANDLERS), { withFileTypes: true })) {
    if (entry.isFile())
      appendFileSync(join(folder, HANDLERS, entry.name), "\nprocess.env.RELEASE = 'next';\n");
  }
  return folder;
}
