import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BUNDLES_FOLDER } from '../lib/bundle-options.ts';
import { PACKAGE_FOLDER } from '../lib/package-folder.ts';
import { bundleFunctions } from './bundle.ts';

/* Makes what the package holds beside its sources' names: the construct and the command line as JavaScript, and the bundles. */

const COMPILED_FOLDER = 'dist/compiled';
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

for (const folder of [COMPILED_FOLDER, BUNDLES_FOLDER]) {
  rmSync(join(PACKAGE_FOLDER, folder), { recursive: true, force: true });
}
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: PACKAGE_FOLDER,
  // What it complains of belongs to the errors.
  stdio: ['ignore', 2, 2],
});
bundleFunctions(join(PACKAGE_FOLDER, BUNDLES_FOLDER));
