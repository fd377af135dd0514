import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../bin/bundle.ts';
import { ALL_FUNCTIONS } from '../../lambdas/contract/functions.ts';

const folder = mkdtempSync(join(tmpdir(), 'maitred-bundles-'));
beforeAll(() => bundleFunctions(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bundles of the functions', () => {
  it.each(ALL_FUNCTIONS)('%s has its map, and beside it what it may ask for late', (name) => {
    const code = readFileSync(join(folder, name, 'index.mjs'), 'utf8');
    expect(existsSync(join(folder, name, 'index.mjs.map'))).toBe(true);
    for (const late of ['re2js.cjs', 'libphonenumber.cjs']) {
      expect(existsSync(join(folder, name, late))).toBe(code.includes(`./${late}`));
    }
  });

  it('resolve is one of those that may ask for re2js, and holds nothing of it', () => {
    const code = readFileSync(join(folder, 'resolve', 'index.mjs'), 'utf8');
    expect(code).toContain('./re2js.cjs');
    expect(code).not.toContain('RE2JSSyntaxException');
  });

  it.each(['collect', 'resolve', 'refold'])(
    '%s may ask for phone numbers, and holds none of their plans',
    (name) => {
      const code = readFileSync(join(folder, name, 'index.mjs'), 'utf8');
      expect(code).toContain('./libphonenumber.cjs');
      expect(code).not.toContain('country_calling_codes');
    },
  );

  it.each(['collect', 'resolve'])('%s is plain ASCII, which a start reads fastest', (name) => {
    const code = readFileSync(join(folder, name, 'index.mjs'));
    expect(code.findIndex((byte) => byte > 127)).toBe(-1);
  });

  it('what lies beside a bundle is loaded by it and compiles expressions and reads phone numbers', () => {
    const program = `
      import { createRequire } from 'node:module';
      const { RE2JS } = createRequire(import.meta.url)('./re2js.cjs');
      const { parsePhoneNumberFromString } = createRequire(import.meta.url)('./libphonenumber.cjs');
      console.log(RE2JS.compile('^(a+)+$', RE2JS.CASE_INSENSITIVE).matches('AAA'));
      console.log(parsePhoneNumberFromString('030 1234567', { defaultCountry: 'DE' }).number);
    `;
    writeFileSync(join(folder, 'resolve', 'program.mjs'), program);
    const said = execFileSync(process.execPath, [join(folder, 'resolve', 'program.mjs')], {
      encoding: 'utf8',
    });
    expect(said).toBe('true\n+49301234567\n');
  });
});
