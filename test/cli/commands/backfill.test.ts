import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../cli/api-client.ts';
import { CommandError, TryLaterError } from '../../../cli/command-error.ts';
import { type BackfillOptions, backfill } from '../../../cli/commands/backfill.ts';

interface Asked {
  readonly segment: number;
  readonly segments: number;
  readonly cursor?: string;
}

/** Pages of each part: ten people each, of whom five are brought up to date. */
const PAGES = 3;
let folder: string;
let asked: Asked[];
let lines: string[];
let waits: number[];
let active: { version: string; ordinal: number; since: string } | null;
let more: object;
/** What befalls a call, before it is answered. */
let befall: (asked: Asked) => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maitred-backfill-'));
  [asked, lines, waits, more] = [[], [], [], {}];
  active = { version: 'bbb', ordinal: 2, since: '2026-03-02T10:00:00.000Z' };
  befall = () => {};
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const api: ApiClient = {
  url: 'https://api.example.com',
  async call<T>(method: string, _path: string, body: unknown) {
    if (method === 'GET') return { active, versions: [] } as T;
    const call = body as Asked;
    befall(call);
    asked.push(call);
    const page = Number(call.cursor ?? 0) + 1;
    const cursor = page === PAGES ? null : String(page);
    const done = { scanned: 10, updated: 5, queued: 0, failed: [] };
    return { version: 'bbb', ordinal: 2, ...done, cursor, total: 120, ...more } as T;
  },
};

const file = () => join(folder, 'progress.json');
const type = (options: Partial<BackfillOptions> = {}) =>
  backfill(
    {
      terminal: {
        out: (line) => lines.push(line),
        error: (line) => lines.push(line),
        style: (_, text) => text,
      },
      api,
      wait: async (milliseconds) => void waits.push(milliseconds),
      clock: () => 0,
    },
    { progressFile: file(), ...options },
  );

describe('maitred backfill', () => {
  it('given everybody, then each page of each part is asked for once, and what was done is said', async () => {
    await type();
    expect(asked).toHaveLength(4 * PAGES);
    expect(new Set(asked.map(({ segment, cursor }) => `${segment} ${cursor}`)).size).toBe(4 * PAGES);
    expect(lines).toEqual(['✓ 60 guests brought up to date']);
    expect(existsSync(file())).toBe(false);
  });

  it('given an API that is busy, then it waits and goes on', async () => {
    let isBusy = true;
    befall = () => {
      if (isBusy) {
        isBusy = false;
        throw new TryLaterError('busy', { waitSeconds: 3 });
      }
    };
    await type();
    expect(waits).toEqual([3_000]);
    expect(asked).toHaveLength(4 * PAGES);
  });

  it('given one that was stopped, then typed again it goes on from there', async () => {
    befall = ({ segment, cursor }) => {
      if (segment === 1 && cursor === '1') throw new CommandError('stopped');
    };
    await expect(type()).rejects.toThrow('stopped');
    const before = asked.length;
    befall = () => {};
    await type();
    expect(asked.length - before).toBe(2);
    expect(asked.slice(before)).toMatchObject([
      { segment: 1, cursor: '1' },
      { segment: 1, cursor: '2' },
    ]);
    expect(lines).toContain(`goes on after 100 profiles, from ${file()}`);
    expect(lines).toContain('✓ 60 guests brought up to date');
  });

  it('given one of an earlier deploy that was stopped, then it begins anew: who came to that one is to come further', async () => {
    befall = ({ segment }) => {
      if (segment === 1) throw new CommandError('stopped');
    };
    await expect(type()).rejects.toThrow('stopped');
    [befall, active, more, asked] = [
      () => {},
      { version: 'ccc', ordinal: 3, since: '2026-03-03T10:00:00.000Z' },
      { ordinal: 3 },
      [],
    ];
    await type();
    expect(asked).toHaveLength(4 * PAGES);
  });

  it.each([
    ['another version', { version: 'aaa', since: '2026-03-02T10:00:00.000Z' }],
    ['another time, as after a reset', { version: 'bbb', since: '2026-03-02T11:00:00.000Z' }],
  ])(
    'given one that was stopped, and a deploy of the same number of %s, then it begins anew',
    async (_, now) => {
      befall = ({ segment }) => {
        if (segment === 1) throw new CommandError('stopped');
      };
      await expect(type()).rejects.toThrow('stopped');
      [befall, active, asked] = [() => {}, { ordinal: 2, ...now }, []];
      await type();
      expect(asked).toHaveLength(4 * PAGES);
    },
  );

  it('given one of another house that was stopped, then that is ended first, or this begun anew', async () => {
    const state = { cursor: null, isDone: false };
    const counts = { scanned: 1, updated: 0, queued: 0, failed: 0 };
    const kept = {
      url: 'https://other.example.com',
      version: 'bbb',
      ordinal: 2,
      segments: [state, state, state, state],
    };
    writeFileSync(file(), JSON.stringify({ ...kept, total: 1, counts }));
    await expect(type()).rejects.toThrow('a backfill of https://other.example.com has stopped half-way');
    expect(JSON.parse(readFileSync(file(), 'utf8')).url).toBe('https://other.example.com');
    await type({ restart: true });
    expect(asked).toHaveLength(4 * PAGES);
  });

  it('given somebody who deploys meanwhile, then it says so and ends with 1', async () => {
    more = { version: 'ccc', ordinal: 3 };
    await expect(type()).rejects.toMatchObject({
      exitCode: 1,
      message: 'version ccc was made active meanwhile (deploy 3)',
    });
  });

  it('given guests with long histories and one that failed, then they are counted and named', async () => {
    more = { queued: 1, failed: [{ profileId: 'p-1', code: 'unfoldable', detail: 'it cannot be folded' }] };
    await expect(type()).rejects.toMatchObject({
      exitCode: 2,
      message: '60 guests brought up to date, 12 with long histories left to the refold queue, 12 failed',
    });
    expect(lines).toContain('p-1  failed (unfoldable): it cannot be folded');
  });

  it('given no playbook, then there is nothing to bring anybody to', async () => {
    active = null;
    await expect(type()).rejects.toThrow('no playbook is deployed');
  });
});
