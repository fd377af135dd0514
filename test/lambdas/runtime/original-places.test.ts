import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { originalPlaces } from '../../../lambdas/runtime/original-places.ts';
import { BUNDLE_OPTIONS } from '../../../lib/bundle-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'maitred-places-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Throws two calls deep and prints how a log describes it. */
const PROGRAM = `
import { describeError } from './lambdas/runtime/describe-error.ts';
function open() {
  throw new TypeError('closed');
}
try {
  open();
} catch (error) {
  console.log(JSON.stringify(describeError(error)));
}
`;

function runBundle(sourcemap: boolean): { at: string[] } {
  const file = join(folder, `with-map-${sourcemap}.mjs`);
  buildSync({
    ...BUNDLE_OPTIONS,
    mainFields: [...BUNDLE_OPTIONS.mainFields],
    conditions: [...BUNDLE_OPTIONS.conditions],
    sourcemap,
    outExtension: {},
    stdin: { contents: PROGRAM, resolveDir: join(import.meta.dirname, '../../..'), sourcefile: 'door.ts' },
    outfile: file,
  });
  return JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }));
}

describe('the places of an error in a bundle', () => {
  it('given its map beside it, then a log names the files and lines of the sources', () => {
    const { at } = runBundle(true);
    expect(at[0]).toMatch(/^at open \(.*door\.ts:4\)$/);
    expect(at[1]).toMatch(/door\.ts:7$/);
  });

  it('given no map, then it names the places of the bundle', () => {
    expect(runBundle(false).at[0]).toMatch(/^at open \(file:.*with-map-false\.mjs:\d+:\d+\)$/);
  });

  it('places of other files stay as they are', () => {
    const lines = ['at open (file:///var/runtime/index.mjs:1:2)', 'at async Promise.all (index 0)'];
    expect(originalPlaces(lines)).toEqual(lines);
  });
});
