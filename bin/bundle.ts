import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { ALL_FUNCTIONS } from '../lambdas/contract/functions.ts';
import { BUNDLE_OPTIONS, BUNDLES_FOLDER, entryOf } from '../lib/bundle-options.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..');

/**
 * Bundles every function into `<folder>/<name>/index.mjs`. One run of esbuild for all of them takes a second or two, where
 * one run each would take most of a synthesis.
 */
export function bundleFunctions(folder: string): void {
  const entryPoints = ALL_FUNCTIONS.map((name) => ({ in: entryOf(name), out: join(name, 'index') }));
  buildSync({ ...mutable(BUNDLE_OPTIONS), absWorkingDir: PROJECT_FOLDER, entryPoints, outdir: folder });
}

/** esbuild's types ask for arrays that can be changed. */
function mutable(options: typeof BUNDLE_OPTIONS): BuildOptions {
  return { ...options, mainFields: [...options.mainFields], conditions: [...options.conditions] };
}

if (import.meta.main) bundleFunctions(join(PROJECT_FOLDER, BUNDLES_FOLDER));
