import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { ALL_FUNCTIONS } from '../lambdas/contract/functions.ts';
import {
  BUNDLE_OPTIONS,
  BUNDLES_FOLDER,
  entryOf,
  LATE_PHONE_NUMBERS,
  LATE_RE2JS,
} from '../lib/bundle-options.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..');

/**
 * Bundles every function into `<folder>/<name>/index.mjs`. One run of esbuild for all of them takes a second or two, where
 * one run each would take most of a synthesis. Beside a bundle lies what it loads late: `re2js.cjs`, `libphonenumber.cjs`.
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

function layLateParts({ outputs }: Metafile): void {
  const parts = [
    { loader: LATE_RE2JS, name: 're2js.cjs', code: bundlePart("export { RE2JS } from 're2js'") },
    {
      loader: LATE_PHONE_NUMBERS,
      name: 'libphonenumber.cjs',
      code: bundlePart(
        "export { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'",
      ),
    },
  ];
  for (const [file, { inputs }] of Object.entries(outputs)) {
    const late = parts.filter(({ loader }) => join(loader) in inputs);
    for (const { name, code } of late) writeFileSync(resolve(PROJECT_FOLDER, dirname(file), name), code);
  }
}

/** What is loaded late, as one file without dependencies. */
function bundlePart(contents: string): string {
  const { minify, charset, platform, target } = BUNDLE_OPTIONS;
  const options = { bundle: true, format: 'cjs', minify, charset, platform, target } as const;
  const stdin = { contents, resolveDir: PROJECT_FOLDER };
  return buildSync({ ...options, stdin, write: false })
    .outputFiles.map(({ text }) => text)
    .join('');
}

/** esbuild's types ask for arrays that can be changed. */
function mutable(options: typeof BUNDLE_OPTIONS): BuildOptions {
  return { ...options, mainFields: [...options.mainFields], conditions: [...options.conditions] };
}

if (import.meta.main) bundleFunctions(join(PROJECT_FOLDER, BUNDLES_FOLDER));
