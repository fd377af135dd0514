import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { roomOf } from '../support/room-of-aggregates.ts';

const ROW = /^\| (.+?) +\| +([\d,]+) +\|$/gmu;

describe('docs/segments.md', () => {
  it('given its table of room, then each row is what the estimate says, and none is missing', async () => {
    const text = await readFile('docs/segments.md', 'utf8');
    const rows = [...text.matchAll(ROW)].map(([, asked, bytes]) => [asked, bytes]);
    expect(rows).toEqual(roomOf().map(([asked, bytes]) => [asked, bytes.toLocaleString('en')]));
  });
});
