import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';

const LOCK = 'local-lock.sqlite';
const OWNER = 'local.pid';

/**
 * Takes DATA_DIR, which is made if there is none, for this process alone. The operating system holds the lock, by way of
 * SQLite: it goes with the process, however that ends, and no number of a dead process is ever taken for a living one.
 * @throws StartError where another system has it, or nothing can be written there
 */
export function lockDataDir(dataDir: string): { stop(): Promise<void> } {
  const owner = join(dataDir, OWNER);
  const lock = writing(dataDir, () => {
    if (statSync(dataDir, { throwIfNoEntry: false })?.isDirectory() === false)
      throw new StartError(`DATA_DIR ${dataDir} is no folder: name one, which is made if there is none.`);
    makeFolder(resolve(dataDir));
    return takeLock(dataDir, owner);
  });
  return {
    async stop() {
      rmSync(owner, { force: true });
      lock.close();
    },
  };
}

/** Node's own `recursive` never returns where a folder cannot be made in one that is there, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function takeLock(dataDir: string, owner: string): DatabaseSync {
  const probe = join(dataDir, `${OWNER}.${process.pid}`);
  writeFileSync(probe, ''); // SQLite would say less of why nothing can be written
  rmSync(probe);
  const lock = new DatabaseSync(join(dataDir, LOCK));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new StartError(
      `DATA_DIR ${dataDir} is in use by another system${processIn(owner)}: stop that one, or name another folder.`,
    );
  }
  writeFileSync(owner, `${process.pid}\n`);
  return lock;
}

const SQLITE_BUSY = 5;

function processIn(owner: string): string {
  try {
    return ` (process ${readFileSync(owner, 'utf8').trim()})`;
  } catch {
    return ''; // it has only just begun
  }
}

function writing<T>(dataDir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { code = 'unknown', message } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR')
      throw new StartError(
        `DATA_DIR ${dataDir} is within a file: name a folder, which is made if there is none.`,
      );
    throw new StartError(
      `DATA_DIR ${dataDir} cannot be written (${message.includes(code) ? code : `${code}: ${message}`}): name a folder that you may write to.`,
    );
  }
}
