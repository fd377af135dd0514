import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../cli/api-client.ts';
import { CommandError, TryLaterError } from '../../../cli/command-error.ts';
import { type RebuildOptions, rebuild } from '../../../cli/commands/rebuild.ts';
import type { RebuildAnswer } from '../../../cli/rebuild-progress.ts';
import { typeCommand } from '../../support/type-command.ts';

interface Asked {
  readonly profile?: string;
  readonly verify: boolean;
  readonly segment: number;
  readonly segments: number;
  readonly cursor?: string;
}

const NOTHING: RebuildAnswer = {
  scanned: 0,
  checked: 0,
  rebuilt: 0,
  queued: 0,
  outdated: 0,
  different: [],
  unchecked: [],
  failed: [],
  cursor: null,
  total: null,
};
/** Pages of each segment: ten people each. */
const PAGES = 3;

let folder: string;
let asked: Asked[];
let lines: string[];
let shown: string[];
let waits: number[];
/** What befalls a call, before it is answered. */
let befall: (asked: Asked) => void;
let answers: Partial<RebuildAnswer>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maitred-rebuild-'));
  [asked, lines, shown, waits] = [[], [], [], []];
  befall = () => {};
  answers = {};
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const api: ApiClient = {
  url: 'https://api.example.com',
  async call<T>(_method: string, _path: string, body: unknown) {
    const call = body as Asked;
    befall(call);
    asked.push(call);
    const page = Number(call.cursor ?? 0) + 1;
    const cursor = call.profile !== undefined || page === PAGES ? null : String(page);
    return { ...NOTHING, scanned: 10, checked: 10, cursor, total: 120, ...answers } as T;
  },
};

const file = () => join(folder, 'progress.json');

/** @returns the exit code */
async function run(options: Partial<RebuildOptions>, isTerminal = false): Promise<number> {
  let now = 0;
  const terminal = {
    out: (text: string) => void lines.push(text),
    error: (text: string) => void lines.push(text),
    style: (_: string, text: string) => text,
    ...(isTerminal && { status: (text: string) => void shown.push(text) }),
  };
  const clock = () => {
    now += 1_000;
    return now;
  };
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  try {
    await rebuild({ terminal, api, wait, clock }, { progressFile: file(), ...options });
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    lines.push(error.message);
    return error.exitCode;
  }
}

const placesOf = (calls: readonly Asked[]) =>
  calls.map(({ segment, cursor = '0' }) => `${segment}/${cursor}`).sort();
const EVERYWHERE = [0, 1, 2, 3].flatMap((segment) => [0, 1, 2].map((page) => `${segment}/${page}`));

describe('maitred rebuild --all', () => {
  it('asks for every page of every segment once, says what was found and keeps no file', async () => {
    expect(await run({ all: true })).toBe(0);
    expect(placesOf(asked)).toEqual(EVERYWHERE);
    expect(asked.every(({ segments, verify }) => segments === 4 && !verify)).toBe(true);
    expect(lines.at(-1)).toBe('✓ 120 compared, 0 differed, 0 written');
    expect(existsSync(file())).toBe(false);
  });

  it('draws a bar on a terminal, and takes it away', async () => {
    await run({ all: true }, true);
    expect(
      shown.some((line) =>
        /^█{15}░{15} 50 % {2}60 of 120 profiles looked through, \d+ a second$/u.test(line),
      ),
    ).toBe(true);
    expect(shown.at(-1)).toBe('');
  });

  it('says a line now and then where there is no terminal', async () => {
    await run({ all: true });
    const said = lines.filter((line) => line.includes(' of 120 profiles looked through'));
    expect(said.length).toBeGreaterThan(0);
    expect(said.length).toBeLessThan(12);
  });

  it.each(EVERYWHERE)(
    'given that it is stopped at %s, typed again it goes on: each page at least once',
    async (place) => {
      befall = (call) => {
        if (placesOf([call])[0] === place) throw new CommandError('it was stopped');
      };
      expect(await run({ all: true })).toBe(2);
      expect(existsSync(file())).toBe(true);
      const before = asked.length;
      befall = () => {};
      expect(await run({ all: true })).toBe(0);
      expect([...new Set(placesOf(asked))]).toEqual(EVERYWHERE);
      expect(asked.length - before).toBeLessThan(EVERYWHERE.length);
      expect(lines.at(-1)).toBe('✓ 120 compared, 0 differed, 0 written');
      expect(existsSync(file())).toBe(false);
    },
  );

  it('given --restart, then it begins anew whatever was kept', async () => {
    writeFileSync(file(), 'nonsense');
    expect(await run({ all: true })).toBe(2);
    expect(lines.at(-1)).toContain('is no progress of this command');
    expect(await run({ all: true, restart: true })).toBe(0);
    expect(placesOf(asked)).toEqual(EVERYWHERE);
  });

  it('goes on with nothing that was begun otherwise: of another Maitred, or to verify', async () => {
    befall = ({ cursor }) => {
      if (cursor === '2') throw new CommandError('it was stopped');
    };
    await run({ all: true, verify: true });
    const kept = readFileSync(file(), 'utf8');
    expect(await run({ all: true })).toBe(2);
    expect(lines.at(-1)).toContain('--verify of https://api.example.com has stopped half-way');
    writeFileSync(file(), kept.replace('api.example.com', 'other.example.com'));
    expect(await run({ all: true, verify: true })).toBe(2);
  });

  it('comes again where it is asked to, after as long as it is told', async () => {
    const failures = [new TryLaterError('busy', { waitSeconds: 7 }), new TryLaterError('busy')];
    befall = () => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
    };
    expect(await run({ all: true })).toBe(0);
    expect(waits).toEqual([7_000, 1_000]);
    expect(placesOf(asked)).toEqual(EVERYWHERE);
  });

  it('gives up where it is asked to come again for ever, and goes on from there later', async () => {
    befall = () => {
      throw new TryLaterError('busy');
    };
    expect(await run({ all: true })).toBe(2);
    expect(waits.slice(-1)).toEqual([32_000]);
  });
});

describe('what maitred rebuild finds', () => {
  it('given differences, then they are named with their parts and are mended', async () => {
    answers = { different: [{ profileId: 'p1', parts: ['traits', 'segments'] }], rebuilt: 1 };
    expect(await run({ profile: 'p1' })).toBe(0);
    expect(lines).toEqual(['p1  traits, segments', '✓ 10 compared, 1 differed, 1 written']);
    expect(asked).toEqual([{ profile: 'p1', verify: false }]);
  });

  it('asks for nothing where it cannot keep how far it has come', async () => {
    const progressFile = join(folder, 'nowhere', 'progress.json');
    expect(await run({ all: true, progressFile })).toBe(2);
    expect(lines.at(-1)).toContain(`${progressFile} cannot be written`);
    expect(asked).toEqual([]);
  });

  it('given differences and --verify, then the exit code is 1', async () => {
    answers = { different: [{ profileId: 'p1', parts: ['identifiers'] }] };
    expect(await run({ profile: 'userId:john', verify: true })).toBe(1);
    expect(asked).toEqual([{ profile: 'userId:john', verify: true }]);
  });

  it('given one who fails, then they are named, the rest goes on, and the exit code is 2', async () => {
    answers = { failed: [{ profileId: 'p1', code: 'unfoldable', detail: 'it cannot be folded' }] };
    expect(await run({ all: true, verify: true })).toBe(2);
    expect(placesOf(asked)).toEqual(EVERYWHERE);
    expect(lines).toContain('p1  failed (unfoldable): it cannot be folded');
    expect(lines.at(-1)).toContain('12 failed');
  });

  it('given long histories and an older playbook, then it says what became of them', async () => {
    answers = { unchecked: ['p1'], outdated: 3 };
    expect(await run({ profile: 'p1', verify: true })).toBe(2);
    expect(lines).toEqual([
      'p1  not compared: too many events for one call',
      '10 compared, 0 differed, 3 still as an older playbook had folded them, 1 not compared',
    ]);
    answers = { checked: 0, queued: 1 };
    expect(await run({ profile: 'p1' })).toBe(0);
    expect(lines.at(-1)).toBe(
      '✓ 0 compared, 0 differed, 0 written, 1 with long histories left to the refold queue',
    );
  });
});

describe('maitred rebuild, typed', () => {
  it.each([[[]], [['--all', '--profile', 'p1']]])('needs one person or everybody: %j', async (words) => {
    const { exitCode, error } = await typeCommand(['rebuild', ...words]);
    expect(exitCode).toBe(2);
    expect(error).toContain('--profile');
  });
});
