import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileFolder } from '../../cli/compile-folder.ts';
import { findMisencoding } from '../../cli/find-misencoding.ts';

const LATIN_1 = Buffer.from('name: Haus\n# Zürich, Köln\nx: ü\n', 'latin1');

describe('findMisencoding', () => {
  it('finds nothing in UTF-8, with a mark or without', () => {
    for (const text of ['', 'a\n', 'Grüße 🏨\n', '\uFEFFname: Grüße\n', 'a \uFFFD b'])
      expect(findMisencoding(Buffer.from(text))).toBeUndefined();
  });

  it('names the line and the column of the first letter of another encoding', () => {
    expect(findMisencoding(LATIN_1)).toMatchObject({
      line: 2,
      column: 4,
      message: 'a letter stands here that is not UTF-8',
      hint: expect.stringContaining('WINDOWS-1252'),
    });
    expect(findMisencoding(Buffer.from('ü', 'latin1'))).toMatchObject({ line: 1, column: 1 });
    expect(findMisencoding(Buffer.from([0x61, 0x0a, 0x62, 0xc3]))).toMatchObject({ line: 2, column: 2 });
  });

  it.each([
    ['with a mark', Buffer.from('\uFEFFname: Haus\n', 'utf16le')],
    ['without', Buffer.from('name: Haus\n', 'utf16le')],
    ['of the other order', Buffer.from('\uFEFFname: Haus\n', 'utf16le').swap16()],
  ])('tells UTF-16 %s by its name', (_, bytes) => {
    expect(findMisencoding(bytes)).toMatchObject({ line: 1, message: 'the file is UTF-16, not UTF-8' });
  });
});

describe('a playbook with a file that is not UTF-8', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'maitred-'));
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'playbook.yaml'), LATIN_1);
    writeFileSync(join(folder, 'templates', 'hello.liquid'), Buffer.from('<p>Grüße</p>', 'latin1'));
    writeFileSync(join(folder, 'notes.md'), Buffer.from('Grüße', 'latin1'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is refused, each file by its place; notes are nobody’s business', async () => {
    const { program, problems } = await compileFolder(folder);
    expect(program).toBeUndefined();
    expect(problems.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      'playbook.yaml:2:4',
      'templates/hello.liquid:1:6',
    ]);
  });
});
