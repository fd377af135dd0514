import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What the runner itself must remember: stream positions, the clock's offset, the outbox, generated secrets. */
export interface StateStore {
  read(key: string): string | undefined;
  write(key: string, value: string): void;
  /** Forgets every key that begins so. */
  forget(prefix: string): void;
  append(list: string, value: string): void;
  list(list: string): string[];
  clearList(list: string): void;
  close(): void;
}

/**
 * Opens the runner's own state: a file in `dataDir` that survives a SIGKILL (each write is durable once it returns), or
 * memory when there is none.
 */
export function openStateStore(dataDir: string | undefined): StateStore {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(dataDir === undefined ? ':memory:' : join(dataDir, 'local-state.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec('CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
  database.exec(
    'CREATE TABLE IF NOT EXISTS entry (position INTEGER PRIMARY KEY AUTOINCREMENT, list TEXT NOT NULL, value TEXT NOT NULL)',
  );
  const readSetting = database.prepare('SELECT value FROM setting WHERE key = ?');
  const writeSetting = database.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  const forgetSettings = database.prepare('DELETE FROM setting WHERE substr(key, 1, ?) = ?');
  const appendEntry = database.prepare('INSERT INTO entry (list, value) VALUES (?, ?)');
  const listEntries = database.prepare('SELECT value FROM entry WHERE list = ? ORDER BY position');
  const clearEntries = database.prepare('DELETE FROM entry WHERE list = ?');
  return {
    read: (key) => readSetting.get(key)?.value as string | undefined,
    write: (key, value) => void writeSetting.run(key, value),
    forget: (prefix) => void forgetSettings.run(prefix.length, prefix),
    append: (list, value) => void appendEntry.run(list, value),
    list: (list) => listEntries.all(list).map((row) => String(row.value)),
    clearList: (list) => void clearEntries.run(list),
    close: () => database.close(),
  };
}
