import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { ALL_FUNCTIONS } from '../lambdas/contract/functions.ts';
import { BUNDLES_FOLDER } from '../lib/bundle-options.ts';
import { PACKAGE_FOLDER } from '../lib/package-folder.ts';
import { bundleFunctions } from './bundle.ts';
import { keepOwnPlaces } from './keep-own-places.ts';

/*
 * Makes what the package holds beside what is in the repository: the construct and the command line as JavaScript, and the
 * bundles. `node bin/build.ts <folder>` makes them in another folder than this one.
 */

const COMPILED_FOLDER = 'dist/compiled';
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const [target = PACKAGE_FOLDER] = process.argv.slice(2);
const [compiled, bundles] = [resolve(target, COMPILED_FOLDER), resolve(target, BUNDLES_FOLDER)];

for (const folder of [compiled, bundles]) rmSync(folder, { recursive: true, force: true });
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', compiled], {
  cwd: PACKAGE_FOLDER,
  // What it complains of belongs to the errors.
  stdio: ['ignore', 2, 2],
});
bundleFunctions(bundles);
for (const name of ALL_FUNCTIONS) {
  const map = join(bundles, name, 'index.mjs.map');
  writeFileSync(map, keepOwnPlaces(readFileSync(map, 'utf8')));
}
