import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, describe, expect, it } from 'vitest';
import borders from '../dependency-cruiser.config.mjs';

/** Each border broken on purpose: the file that trespasses, what it imports, and the rule that must say so. */
const TRESPASSES: readonly [rule: string, from: string, to: string][] = [
  ['domain-is-pure', 'domain/event/a.ts', 'lambdas/adapters/b.ts'],
  ['domain-is-pure', 'domain/event/a.ts', 'lambdas/contract/b.ts'],
  ['domain-uses-schema-date-and-data-libraries-only', 'domain/event/a.ts', '@aws-sdk/client-dynamodb'],
  ['domain-uses-no-node-api-but-hashing', 'domain/event/a.ts', 'node:fs'],
  ['lib-knows-the-contract-only', 'lib/a.ts', 'domain/event/b.ts'],
  ['lib-knows-the-contract-only', 'lib/a.ts', 'lambdas/adapters/b.ts'],
  ['lib-knows-the-contract-only', 'lib/a.ts', 'bin/b.ts'],
  ['nothing-imports-the-top', 'lib/a.ts', 'cli/b.ts'],
  ['the-package-brings-what-it-needs', 'lib/a.ts', 'esbuild'],
  ['the-package-brings-what-it-needs', 'cli/a.ts', '@aws-sdk/client-s3'],
  ['contract-imports-nothing', 'lambdas/contract/a.ts', 'domain/event/b.ts'],
  ['adapters-know-the-domain-and-the-contract', 'lambdas/adapters/a.ts', 'lambdas/runtime/b.ts'],
  ['runtime-knows-no-adapter-and-no-handler', 'lambdas/runtime/a.ts', 'lambdas/adapters/b.ts'],
  ['handlers-know-lambdas-and-the-domain', 'lambdas/handlers/a.ts', 'cli/b.ts'],
  ['nothing-imports-the-top', 'lambdas/handlers/a.ts', 'local/b.ts'],
  ['the-command-line-and-local-are-neighbours', 'cli/a.ts', 'local/b.ts'],
  ['local-reads-the-template-not-the-app', 'local/a.ts', 'lambdas/handlers/b.ts'],
];

const root = path.resolve(import.meta.dirname, '..');

/** Makes a house of two files in which one trespasses, and returns the names of the rules that are broken. */
async function rulesBrokenBy(house: string, from: string, to: string): Promise<string[]> {
  const isPackage = !to.endsWith('.ts');
  const source = isPackage ? to : path.posix.relative(path.posix.dirname(from), to);
  const specifier = isPackage || source.startsWith('.') ? source : `./${source}`;
  await write(house, from, `import * as b from '${specifier}';\nexport const a = b;\n`);
  if (!isPackage) await write(house, to, 'export const b = 1;\n');
  const { output } = await cruise(
    [path.posix.dirname(from)],
    { ...borders.options, baseDir: house, ruleSet: { forbidden: borders.forbidden }, validate: true },
    { ...borders.options.enhancedResolveOptions },
    { tsConfig: extractTsConfig(path.join(root, 'tsconfig.json')) },
  );
  const result = output as ICruiseResult;
  expect(result.summary.totalCruised, 'modules cruised').toBeGreaterThan(0);
  return result.summary.violations.map((violation) => violation.rule.name);
}

async function write(house: string, file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(house, file)), { recursive: true });
  await writeFile(path.join(house, file), text);
}

describe('the borders between folders', () => {
  const houses: string[] = [];
  afterAll(async () => {
    for (const house of houses) await rm(house, { recursive: true, force: true });
  });

  it.each(TRESPASSES)(
    'given a trespass against %s (%s → %s), when the house is checked, then it is caught',
    async (rule, from, to) => {
      const house = await mkdtemp(path.join(tmpdir(), 'borders-'));
      houses.push(house);
      await symlink(path.join(root, 'node_modules'), path.join(house, 'node_modules'));
      await copyFile(path.join(root, 'package.json'), path.join(house, 'package.json'));
      expect(await rulesBrokenBy(house, from, to)).toContain(rule);
    },
  );

  it('given a cycle, when the house is checked, then it is caught', async () => {
    const house = await mkdtemp(path.join(tmpdir(), 'borders-'));
    houses.push(house);
    await write(house, 'domain/event/b.ts', "import { a } from './a.ts';\nexport const b = () => a;\n");
    expect(await rulesBrokenBy(house, 'domain/event/c.ts', 'domain/event/d.ts')).not.toContain('no-cycles');
    await write(house, 'domain/event/a.ts', "import { b } from './b.ts';\nexport const a = () => b;\n");
    expect(await rulesBrokenBy(house, 'domain/event/c.ts', 'domain/event/d.ts')).toContain('no-cycles');
  });
});
