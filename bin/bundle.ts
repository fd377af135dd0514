import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, buildSync, type Metafile, transformSync } from 'esbuild';
import { ALL_FUNCTIONS } from '../lambdas/contract/functions.ts';
import { BUNDLE_OPTIONS, BUNDLES_FOLDER, entryOf, LATE_RE2JS } from '../lib/bundle-options.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..');

/**
 * Bundles every function into `<folder>/<name>/index.mjs`. One run of esbuild for all of them takes a second or two, where
 * one run each would take most of a synthesis. Beside a bundle lies what it loads late: `re2js.cjs`.
 */
export function bundleFunctions(folder: string): void {
  const entryPoints = ALL_FUNCTIONS.map((name) => ({ in: entryOf(name), out: join(name, 'index') }));
  const { metafile } = buildSync({
    ...mutable(BUNDLE_OPTIONS),
    absWorkingDir: PROJECT_FOLDER,
    entryPoints,
    outdir: folder,
    metafile: true,
  });
  layLateParts(metafile);
}

/** re2js has its CommonJS in one file, without dependencies. */
function layLateParts({ outputs }: Metafile): void {
  const re2js = readFileSync(createRequire(import.meta.url).resolve('re2js'), 'utf8');
  const { code } = transformSync(re2js, { minify: true, charset: BUNDLE_OPTIONS.charset });
  for (const [file, { inputs }] of Object.entries(outputs)) {
    if (join(LATE_RE2JS) in inputs) writeFileSync(resolve(PROJECT_FOLDER, dirname(file), 're2js.cjs'), code);
  }
}

/** esbuild's types ask for arrays that can be changed. */
function mutable(options: typeof BUNDLE_OPTIONS): BuildOptions {
  return { ...options, mainFields: [...options.mainFields], conditions: [...options.conditions] };
}

if (import.meta.main) bundleFunctions(join(PROJECT_FOLDER, BUNDLES_FOLDER));
