import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuestLine, readGuests, readHeader } from '../../cli/read-guest-list.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'maitred-list-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(...lines: string[]) {
  return readBytes(Buffer.from(lines.join('\n')));
}

async function readBytes(bytes: Buffer) {
  const path = join(folder, 'list.csv');
  writeFileSync(path, bytes);
  const guests: GuestLine[] = [];
  for await (const guest of readGuests(path, await readHeader(path))) guests.push(guest);
  return guests;
}

describe('a cell that stands on two lines', () => {
  it.each([
    ['the same', 'email', 'john@example.com', 'john@example.com'],
    ['differing in capitals', 'email', 'john@example.com', 'John@Example.com'],
    ['a number written otherwise', 'phone', '+49 30 123456', '+4930123456'],
  ])('given %s, then the second is named by line and column', async (_, namespace, one, other) => {
    await expect(read(namespace, one, other)).rejects.toThrow(
      `list.csv:3:1: this ${namespace} stands on line 2 already`,
    );
  });

  it('given ids that differ in capitals, then they are two', async () => {
    expect(await read('userId', 'abc', 'ABC')).toHaveLength(2);
  });
});

describe('a list that is not UTF-8', () => {
  it('given Latin-1, then the line is named, and how to save it', async () => {
    const list = Buffer.from('userId,tableId\nanna,1\nJürgen,2\n', 'latin1');
    await expect(readBytes(list)).rejects.toMatchObject({
      message: expect.stringMatching(/list\.csv:3:1: the line is not UTF-8$/),
      hint: expect.stringContaining('iconv'),
    });
  });

  it('given UTF-16, then so is the first', async () => {
    const list = Buffer.from('\uFEFFuserId\nanna\n', 'utf16le');
    await expect(readBytes(list)).rejects.toThrow('list.csv:1:1: the line is not UTF-8');
  });

  it('given letters beyond ASCII in UTF-8, with a mark and ends of Windows, then they are read', async () => {
    const guests = await readBytes(Buffer.from('\uFEFFuserId\r\nJürgen\r\n"a ""b"" c"\r\n'));
    expect(guests.map(({ line, identifiers }) => [line, identifiers.userId])).toEqual([
      [2, 'Jürgen'],
      [3, 'a "b" c'],
    ]);
  });
});
