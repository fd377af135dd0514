import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFunctions } from '../../bin/bundle.ts';
import { FUNCTIONS, type FunctionName } from '../../lambdas/contract/functions.ts';
import { BUNDLE_OPTIONS, entryOf } from '../../lib/bundle-options.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');

/** Files of functions to start: as they are deployed, with their packages in node_modules, and one that does nothing. */
export interface StartVariants {
  readonly empty: string;
  bundled(name: FunctionName): string;
  /** The function's own code as compiled, every package beside it as npm installs it, with the SDK's own credential chain. */
  unbundled(name: FunctionName): string;
  remove(): void;
}

export function buildStartVariants(): StartVariants {
  const folder = mkdtempSync(join(tmpdir(), 'maitred-start-'));
  bundleFunctions(join(folder, 'bundled'));
  buildUnbundled(join(folder, 'unbundled'));
  symlinkSync(join(PROJECT_FOLDER, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'empty', 'index.mjs'), 'export const handler = async () => {};\n');
  return {
    empty: join(folder, 'empty', 'index.mjs'),
    bundled: (name) => join(folder, 'bundled', name, 'index.mjs'),
    unbundled: (name) => join(folder, 'unbundled', name, 'index.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function buildUnbundled(outdir: string): void {
  const { alias: _alias, mainFields: _fields, conditions: _conditions, ...options } = BUNDLE_OPTIONS;
  buildSync({
    ...options,
    packages: 'external',
    absWorkingDir: PROJECT_FOLDER,
    entryPoints: FUNCTIONS.map((name) => ({ in: entryOf(name), out: join(name, 'index') })),
    outdir,
  });
}
