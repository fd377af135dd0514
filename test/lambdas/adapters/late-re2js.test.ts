import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { BUNDLE_OPTIONS } from '../../../lib/bundle-options.ts';

const project = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'maitred-late-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = `
import { createRequire } from 'node:module';
import { compileElementTest } from './domain/segment/matcher/compile-element-test.ts';
const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.endsWith('re2js.cjs'));
const before = isLoaded();
const test = compileElementTest({ op: 'matches', text: '^s(uite|pa)' }, 'UTC', true);
const verdicts = ['Suite 7', 'Room 7'].map((value) => test(value, 0).holds);
let refusal;
try {
  compileElementTest({ op: 'matches', text: '(' }, 'UTC', false);
} catch (error) {
  refusal = error.name;
}
console.log(JSON.stringify({ before, after: isLoaded(), verdicts, refusal }));
`;

describe('re2js in a bundle', () => {
  it('is loaded when the first expression is compiled, and matches and refuses as in the sources', () => {
    const file = join(folder, 'index.mjs');
    buildSync({
      ...BUNDLE_OPTIONS,
      mainFields: [...BUNDLE_OPTIONS.mainFields],
      conditions: [...BUNDLE_OPTIONS.conditions],
      outExtension: {},
      absWorkingDir: project,
      stdin: { contents: PROGRAM, resolveDir: project },
      outfile: file,
    });
    copyFileSync(createRequire(import.meta.url).resolve('re2js'), join(folder, 're2js.cjs'));
    expect(JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }))).toEqual({
      before: false,
      after: true,
      verdicts: [true, false],
      refusal: 'InvalidInputError',
    });
  });
});
