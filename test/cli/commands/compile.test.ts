import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { typeCommand } from '../../support/type-command.ts';

describe('maitred compile', () => {
  let folder: string;
  let output: string;
  const compile = (runStories?: () => Promise<void>) =>
    typeCommand(['compile', folder, '--output', output], {}, runStories);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playbook-'));
    output = join(folder, '.compiled.json');
    mkdirSync(join(folder, 'segments'));
    writeFileSync(join(folder, 'playbook.yaml'), 'name: Test House\ntimezone: UTC\n');
    writeFileSync(join(folder, 'segments', 'vip.yaml'), 'when: { trait: tier, is: gold }\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('given a playbook in order, then what a deploy uploads is in the file, always the same', async () => {
    expect(await compile()).toMatchObject({ exitCode: 0 });
    const first = readFileSync(output, 'utf8');
    await compile();

    expect(JSON.parse(first)).toMatchObject({
      program: { name: 'Test House', version: expect.stringMatching(/^[0-9a-f]{20}$/) },
      templates: { templates: {} },
      sources: { 'segments/vip.yaml': 'when: { trait: tier, is: gold }\n' },
    });
    expect(readFileSync(output, 'utf8')).toBe(first);
  });

  it('given a problem, then it is told with file, line and column, and nothing is written', async () => {
    writeFileSync(join(folder, 'segments', 'vip.yaml'), 'wen: everyone\n');

    const { exitCode, out } = await compile();

    expect(exitCode).toBe(1);
    expect(out).toContain('segments/vip.yaml:1:1  unknown key `wen`');
    expect(existsSync(output)).toBe(false);
  });

  it('given a story that does not hold, then nothing is written', async () => {
    await expect(compile(() => Promise.reject(new Error('a story does not hold')))).rejects.toThrow();

    expect(existsSync(output)).toBe(false);
  });

  it('given a file that cannot be written, then it says so and ends with 2', async () => {
    output = join(folder, 'nowhere', 'playbook.json');

    const { exitCode, error } = await compile();

    expect(exitCode).toBe(2);
    expect(error).toContain(`${output} cannot be written: ENOENT`);
  });
});
