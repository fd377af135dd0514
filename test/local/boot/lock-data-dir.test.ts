import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from '../../../local/boot/lock-data-dir.ts';
import { StartError } from '../../../local/boot/start-error.ts';

describe('the lock of DATA_DIR', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maitred-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('given a folder that is not there yet, then it is made, and locked until it is stopped', async () => {
    const dataDir = join(folder, 'a', 'b');
    const lock = lockDataDir(dataDir);
    expect(() => lockDataDir(dataDir)).toThrow(`is in use by another system (process ${process.pid})`);
    await lock.stop();
    await lockDataDir(dataDir).stop();
    expect(existsSync(dataDir)).toBe(true);
  });

  it('given the number of a process that left without a word, then the folder is free', async () => {
    writeFileSync(join(folder, 'local.pid'), `${process.pid}\n`);
    await lockDataDir(folder).stop();
  });

  it.each([
    ['a file', 'file', /is no folder: .*\.$/],
    ['a folder within a file', 'file/data', /is within a file: .*\.$/],
  ])('given %s, then it is refused in one sentence', (_, name, sentence) => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockDataDir(join(folder, name))).toThrow(sentence);
    expect(() => lockDataDir(join(folder, name))).toThrow(StartError);
  });

  it('given where nothing can be written, then it is refused in one sentence', () => {
    expect(() => lockDataDir('/proc/maitred')).toThrow(
      /^DATA_DIR \/proc\/maitred cannot be written \(E[A-Z]+.*\.$/,
    );
  });
});
