import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDERS = ['bench', 'bin', 'cli', 'domain', 'lambdas', 'lib', 'local'];
const MOST_LINES = 200;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs|js)$/.test(file) && !/(^|\/)node_modules\//.test(file))
    .map((file) => path.join(folder, file)),
);

const countLines = (file: string) => readFileSync(path.join(ROOT, file), 'utf8').trimEnd().split('\n').length;

describe('source files', () => {
  it.each(FOLDERS)('of %s are among those looked at', (folder) => {
    expect(files.filter((file) => file.startsWith(`${folder}/`))).not.toEqual([]);
  });

  it('have one idea each, which takes no more than 200 lines', () => {
    expect(files.filter((file) => countLines(file) > MOST_LINES)).toEqual([]);
  });
});
