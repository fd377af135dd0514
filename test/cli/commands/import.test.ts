import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../cli/api-client.ts';
import { CommandError, TryLaterError } from '../../../cli/command-error.ts';
import { type ImportOptions, importFiles } from '../../../cli/commands/import.ts';
import { typeCommand } from '../../support/type-command.ts';

let folder: string;
/** The lines of each call. */
let sent: string[][];
let lines: string[];
let shown: string[];
let waits: number[];
let now: number;
let answer: (lines: readonly string[]) => unknown;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maitred-import-'));
  [sent, lines, shown, waits] = [[], [], [], []];
  now = 1_000_000;
  answer = () => ({ success: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const api: ApiClient = {
  url: 'https://api.example.com',
  async call<T>(_method: string, _path: string, body: unknown) {
    const asked = gunzipSync(body as Uint8Array)
      .toString()
      .replace(/\n$/u, '')
      .split('\n');
    now += 100;
    const answered = answer(asked) as T;
    sent.push(asked);
    return answered;
  },
};

const line = (index: number) => `{"type":"track","userId":"u${index}","event":"Stayed"}`;
const linesOf = (count: number, from = 0) => Array.from({ length: count }, (_, index) => line(from + index));
const progressFile = () => join(folder, 'progress.json');

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** @returns the exit code */
async function run(paths: readonly string[], options: Partial<ImportOptions> = {}): Promise<number> {
  const terminal = {
    out: (text: string) => void lines.push(text),
    error: (text: string) => void lines.push(text),
    status: (text: string) => void shown.push(text),
    style: (_: string, text: string) => text,
  };
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds);
    now += milliseconds;
  };
  try {
    const dependencies = { terminal, api, wait, clock: () => now };
    await importFiles(dependencies, paths, { progressFile: progressFile(), ...options });
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    lines.push(error.message);
    return error.exitCode;
  }
}

const rejecting = (index: number) => ({ success: true, rejected: [{ index, error: { detail: 'no good' } }] });

describe('maitred import', () => {
  it('sends every line of every file in order, as many at once as a call takes, and keeps no file', async () => {
    const files = [write('a.jsonl', linesOf(5_001).join('\n')), write('b.jsonl', `${line(7)}\n`)];
    expect(await run(files)).toBe(0);
    expect(sent.map(({ length }) => length)).toEqual([2_500, 2_500, 1, 1]);
    expect(sent.flat()).toEqual([...linesOf(5_001), line(7)]);
    expect(lines).toEqual(['✓ 5002 lines sent']);
    expect(existsSync(progressFile())).toBe(false);
  });

  it('stays below the bytes that a call takes, whatever the letters', async () => {
    const long = linesOf(40).map((text) => text.replace('Stayed', 'é'.repeat(10_000)));
    await run([write('a.jsonl', long.join('\n'))]);
    expect(sent.flat()).toEqual(long);
    expect(sent.length).toBeGreaterThan(1);
    for (const chunk of sent) expect(Buffer.byteLength(chunk.join('\n'))).toBeLessThanOrEqual(500 * 1024);
  });

  it('reads what is zipped, ends of lines of Windows, and files without a last end', async () => {
    await run([write('a.jsonl.gz', gzipSync(`${line(1)}\r\n\r\n${line(2)}`))]);
    expect(sent.flat().map((text) => text.trim())).toEqual([line(1), line(2)]);
  });

  it('lets calls lie as far apart as their lines, so that none overlaps the one before', async () => {
    await run([write('a.jsonl', linesOf(5_500).join('\n'))]);
    expect(waits).toEqual([2_400, 400]);
  });

  it('names refused lines by their places in the file, and ends with exit code 1', async () => {
    answer = () => rejecting(1);
    const file = write('a.jsonl', `${line(0)}\n\n${line(2)}\n`);
    expect(await run([file])).toBe(1);
    expect(lines).toEqual([`${file}:3: no good`, '3 lines sent, 1 of them refused']);
  });

  it('names what no call takes and what is not UTF-8 by their places, and sends the rest', async () => {
    const file = write(
      'a.jsonl',
      Buffer.concat([
        Buffer.from(`${line(0)}\n${'x'.repeat(600 * 1024)}\n${line(1)}\n`),
        Buffer.from('{"event":"Caf\u00e9"}\n', 'latin1'),
        Buffer.from(`${line(2).replace('Stayed', 'Caf\u00e9')}\n${'y'.repeat(600 * 1024)}`),
      ]),
    );
    answer = () => rejecting(1);
    expect(await run([file])).toBe(1);
    expect(sent).toEqual([[line(0), line(1), line(2).replace('Stayed', 'Caf\u00e9')]]);
    expect(lines).toEqual([
      `${file}:2: the line is over 512000 bytes`,
      `${file}:3: no good`,
      `${file}:4: the line is not UTF-8`,
      `${file}:6: the line is over 512000 bytes`,
      '6 lines sent, 4 of them refused',
    ]);
    sent = [];
    expect(await run([write('b.jsonl', 'x'.repeat(600 * 1024))])).toBe(1);
    expect(sent).toEqual([]);
  });

  it('drops a byte order mark at the beginning of a file', async () => {
    expect(await run([write('a.jsonl', `\uFEFF${line(0)}\n${line(1)}`)])).toBe(0);
    expect(sent.flat()).toEqual([line(0), line(1)]);
  });

  it('keeps how far it has come where nobody answers any more', async () => {
    const file = write('a.jsonl', linesOf(2_501).join('\n'));
    answer = () => {
      if (sent.length === 1) throw new TryLaterError('no Maitred answers');
      return {};
    };
    expect(await run([file])).toBe(2);
    expect(lines.at(-1)).toBe('no Maitred answers');
    answer = () => ({});
    expect(await run([file])).toBe(0);
    expect(sent.flat()).toEqual(linesOf(2_501));
  });

  it.each([{}, { restart: true }])(
    'sends nothing where it cannot keep how far it has come: %j',
    async (how) => {
      const file = write('a.jsonl', line(0));
      for (const progressFile of [join(folder, 'nowhere', 'progress.json'), folder]) {
        expect(await run([file], { ...how, progressFile })).toBe(2);
        expect(lines.at(-1)).toContain(`${progressFile} cannot be `);
      }
      expect(sent).toEqual([]);
    },
  );

  it('goes on where no line of a call is good', async () => {
    answer = (asked) => {
      if (asked[0] === 'bad') throw new CommandError('no line is good', { answer: rejecting(0) });
      return {};
    };
    const files = [write('a.jsonl', 'bad'), write('b.jsonl', line(1))];
    expect(await run(files)).toBe(1);
    expect(sent.flat()).toEqual([line(1)]);
  });

  it('shows a bar, and takes it away', async () => {
    await run([write('a.jsonl', linesOf(5_000).join('\n'))]);
    expect(shown[0]).toMatch(/^█{15}░{15} 50 % {2}2,500 of 5,000 lines, /u);
    expect(shown.at(-1)).toBe('');
  });

  it.each([0, 1, 2, 3])(
    'given that it is stopped at call %i, typed again it goes on with that',
    async (stop) => {
      const file = write('a.jsonl', linesOf(7_600).join('\n'));
      answer = (asked) => {
        if (sent.length === stop) throw new CommandError('it was stopped');
        return asked[0] === line(0) ? rejecting(4) : {};
      };
      expect(await run([file])).toBe(2);
      expect(sent).toHaveLength(stop);
      answer = (asked) => (asked[0] === line(0) ? rejecting(4) : {});
      expect(await run([file])).toBe(1);
      expect(sent.flat()).toEqual(linesOf(7_600));
      expect(lines.at(-1)).toBe('7600 lines sent, 1 of them refused');
      expect(existsSync(progressFile())).toBe(false);
    },
  );

  it('begins a file anew that has changed, and every file with --restart', async () => {
    answer = () => {
      if (sent.length % 2 === 1) throw new CommandError('it was stopped');
      return {};
    };
    const file = write('a.jsonl', linesOf(3_000).join('\n'));
    await run([file]);
    write('a.jsonl', linesOf(3_001).join('\n'));
    answer = () => ({});
    await run([file]);
    expect(sent.slice(1).flat()).toHaveLength(3_001);
    sent = [];
    writeFileSync(progressFile(), 'nonsense');
    expect(await run([file])).toBe(2);
    expect(await run([file], { restart: true })).toBe(0);
    expect(sent.flat()).toHaveLength(3_001);
  });

  it('comes again where it is asked to', async () => {
    const failures = [new TryLaterError('busy', { waitSeconds: 3 })];
    answer = () => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return {};
    };
    expect(await run([write('a.jsonl', line(1))])).toBe(0);
    expect(waits).toEqual([3_000]);
    expect(sent).toEqual([[line(1)]]);
  });

  it.each([
    ['a file that is not there', 'missing.jsonl', undefined],
    ['what is not zipped although its name says so', 'a.jsonl.gz', 'plain'],
  ])('cannot carry out %s', async (_what, name, content) => {
    const file = content === undefined ? join(folder, name) : write(name, content);
    expect(await run([file])).toBe(2);
    expect(lines.at(-1)).toContain(name);
    expect(sent).toEqual([]);
  });
});

describe('maitred import, typed', () => {
  it('needs a key that collects', async () => {
    const file = write('a.jsonl', line(1));
    const { exitCode, error } = await typeCommand(['import', file], {
      MAITRED_URL: 'https://api.example.com',
    });
    expect(exitCode).toBe(2);
    expect(error).toContain('with the scope collect');
  });
});
