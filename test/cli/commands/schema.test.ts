import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { typeCommand } from '../../support/type-command.ts';

describe('maitred schema', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schemas-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('given a folder, then the schema of every kind of file is written there', async () => {
    const { exitCode, out } = await typeCommand(['schema', '--output', join(folder, 'new')]);
    expect(exitCode).toBe(0);
    const files = await readdir(join(folder, 'new'));
    expect(files.sort()).toEqual(
      ['campaign', 'playbook', 'segment', 'test', 'trait'].map((kind) => `${kind}.schema.json`),
    );
    expect(out).toContain(`${join(folder, 'new', 'segment.schema.json')}  segments/*.yaml`);
    for (const file of files) {
      expect(await readFile(join(folder, 'new', file), 'utf8')).toBe(
        await readFile(`schemas/${file}`, 'utf8'),
      );
    }
  });

  it('given a kind and a folder, then that one alone is written', async () => {
    await typeCommand(['schema', 'segment', '--output', folder]);
    expect(await readdir(folder)).toEqual(['segment.schema.json']);
  });

  it('given a kind, then its schema is printed', async () => {
    const { out } = await typeCommand(['schema', 'trait']);
    expect(JSON.parse(out)).toMatchObject({ title: 'traits/*.yaml', type: 'object' });
  });

  it('given nothing, then it lists the kinds and says how to write them', async () => {
    const { exitCode, out } = await typeCommand(['schema']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^campaign +campaigns\/\*\.yaml/mu);
    expect(out).toContain('maitred schema --output schemas');
  });

  it('given a kind that is none, then the kinds are named', async () => {
    const { exitCode, error } = await typeCommand(['schema', 'segments']);
    expect(exitCode).toBe(2);
    expect(error).toContain('playbook, segment, trait, campaign, test');
  });

  it('given a place where no folder can be, then that is said', async () => {
    await writeFile(join(folder, 'file'), '');
    const { exitCode, error } = await typeCommand(['schema', '--output', join(folder, 'file', 'schemas')]);
    expect(exitCode).toBe(2);
    expect(error).toContain('cannot be written');
  });
});
