import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { readPhone } from '../../../domain/identity/read-phone.ts';
import { BUNDLE_OPTIONS } from '../../../lib/bundle-options.ts';

const project = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'maitred-late-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NUMBERS = ['030 1234567', '49 30 1234567', '+1 213 373 4253', '1234', '+49 30 1234567 ext. 5'];
const PROGRAM = `
import { createRequire } from 'node:module';
import { readPhone } from './domain/identity/read-phone.ts';
const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.endsWith('libphonenumber.cjs'));
const before = isLoaded();
const read = ${JSON.stringify(NUMBERS)}.map((text) => readPhone(text, 'DE') ?? null);
console.log(JSON.stringify({ before, after: isLoaded(), read }));
`;

describe('phone numbers in a bundle', () => {
  it('are loaded with the first that is read, and read as in the sources', () => {
    const options = {
      ...BUNDLE_OPTIONS,
      mainFields: [...BUNDLE_OPTIONS.mainFields],
      conditions: [...BUNDLE_OPTIONS.conditions],
      outExtension: {},
      absWorkingDir: project,
    };
    const file = join(folder, 'index.mjs');
    buildSync({ ...options, stdin: { contents: PROGRAM, resolveDir: project }, outfile: file });
    const plans = "module.exports = require('libphonenumber-js/min')";
    const stdin = { contents: plans, resolveDir: project };
    const [part] = buildSync({ bundle: true, platform: 'node', stdin, write: false }).outputFiles;
    writeFileSync(join(folder, 'libphonenumber.cjs'), part?.text ?? '');

    expect(JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }))).toEqual({
      before: false,
      after: true,
      read: NUMBERS.map((text) => readPhone(text, 'DE') ?? null),
    });
  });
});
