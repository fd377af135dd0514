import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileFolder } from '../../../cli/compile-folder.ts';
import { playStories } from '../../../cli/test/playbook-run.ts';
import { typeCommand } from '../../support/type-command.ts';

describe('maitred init', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'init-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** The outcome of every story of what was made. */
  async function played(made: string): Promise<boolean[]> {
    const compiled = await compileFolder(made);
    if (compiled.program === undefined) throw new Error(JSON.stringify(compiled.problems));
    return playStories(made, compiled).stories.map(({ failures }) => failures.length === 0);
  }

  it('given a folder that is not there, then a playbook is made that is in order and whose story holds', async () => {
    const made = join(folder, 'my', 'house');
    const { exitCode, out } = await typeCommand(['init', made]);
    expect(exitCode).toBe(0);
    expect(await played(made)).toEqual([true]);
    expect(out).toContain(`a playbook is in ${made}`);
    expect(out).toContain(`npx maitred test --watch ${made}`);
  });

  it('given it was made, then it has a segment, a computed trait, a campaign, a template, a story, and notes', async () => {
    await typeCommand(['init', folder]);
    const files = await readdir(folder, { recursive: true });
    expect(files).toEqual(
      expect.arrayContaining([
        'README.md',
        'playbook.yaml',
        'segments/slipping-away.yaml',
        'traits/orders.yaml',
        'campaigns/we-miss-you.yaml',
        'templates/we-miss-you.mjml',
        'tests/we-miss-you.yaml',
      ]),
    );
  });

  it('given it was made, then VS Code finds the schema of every kind of file', async () => {
    await typeCommand(['init', folder]);
    const settings = JSON.parse(await readFile(join(folder, '.vscode', 'settings.json'), 'utf8'));
    const schemas = Object.entries<string>(settings['yaml.schemas']);
    expect(schemas.map(([, files]) => files)).toEqual([
      'playbook.yaml',
      'segments/*.yaml',
      'traits/*.yaml',
      'campaigns/*.yaml',
      'tests/*.yaml',
    ]);
    for (const [path, files] of schemas) {
      expect(JSON.parse(await readFile(join(folder, path), 'utf8'))).toMatchObject({ title: files });
    }
  });

  it.each(['hotel', 'restaurant', 'shop', 'store'])(
    'given --from %s, then that example is copied, and its stories hold',
    async (from) => {
      const { exitCode } = await typeCommand(['init', folder, '--from', from]);
      expect(exitCode).toBe(0);
      const outcomes = await played(folder);
      expect(outcomes.length).toBeGreaterThan(0);
      expect(outcomes).not.toContain(false);
    },
  );

  it('given an example that is none, then the examples are named, and nothing is written', async () => {
    const { exitCode, error } = await typeCommand(['init', folder, '--from', 'bar']);
    expect(exitCode).toBe(2);
    expect(error).toContain('hotel, restaurant, shop, store');
    expect(await readdir(folder)).toEqual([]);
  });

  it('given a playbook is there already, then nothing is written, and it ends with 1', async () => {
    await writeFile(join(folder, 'playbook.yaml'), 'name: Mine\ntimezone: UTC\n');
    const { exitCode, error } = await typeCommand(['init', folder]);
    expect(exitCode).toBe(1);
    expect(error).toContain('there is a playbook');
    expect(await readdir(folder)).toEqual(['playbook.yaml']);
  });

  it('given other files that are there already, then they are left as they were, and that is said', async () => {
    await mkdir(join(folder, '.vscode'));
    await writeFile(join(folder, '.vscode', 'settings.json'), '{}');
    await writeFile(join(folder, 'README.md'), '# Mine');
    const { exitCode, out } = await typeCommand(['init', folder]);
    expect(exitCode).toBe(0);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('# Mine');
    expect(await readFile(join(folder, '.vscode', 'settings.json'), 'utf8')).toBe('{}');
    expect(out).toContain('left as they were: README.md, .vscode/settings.json');
  });

  it('given a place where no folder can be, then that is said', async () => {
    await writeFile(join(folder, 'file'), '');
    const { exitCode, error } = await typeCommand(['init', join(folder, 'file', 'house')]);
    expect(exitCode).toBe(2);
    expect(error).toContain('cannot be written');
  });
});
