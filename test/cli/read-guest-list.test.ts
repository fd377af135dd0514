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
  const path = join(folder, 'list.csv');
  writeFileSync(path, lines.join('\n'));
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
