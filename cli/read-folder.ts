import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { InvalidInputError } from '../domain/error/maitred-error.ts';
import { findMisencoding, type Misencoding } from './find-misencoding.ts';

/** A file's text, under its path within the folder, with forward slashes. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  /** Why the text is not what stands in the file, where it is not. */
  readonly misencoding?: Misencoding;
}

const SETTINGS_FILE = 'playbook.yaml';
const HINT = `Name the folder that holds ${SETTINGS_FILE}: maitred check playbooks/hotel`;

/**
 * Reads every file of a playbook's folder, hidden ones left out.
 * @throws InvalidInputError if there is no such folder, or no playbook.yaml in it
 */
export async function readFolder(folder: string): Promise<TextFile[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new InvalidInputError(`there is no folder ${folder}`, { hint: HINT });
  }
  // Looked at before anything is read: a folder that is no playbook's may hold anything.
  const settings = await stat(join(folder, SETTINGS_FILE)).catch(() => undefined);
  if (settings?.isFile() !== true) {
    const place = folder === '.' ? 'this folder' : `the folder ${folder}`;
    throw new InvalidInputError(`there is no ${SETTINGS_FILE} in ${place}`, { hint: HINT });
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const visible = files
    .map((file) => ({ file, path: relative(folder, file).split(sep).join('/') }))
    .filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  // One after the other: to be called back for each of a thousand small files takes longer than to wait for it.
  return visible.map(({ file, path }) => ({ path, ...decode(readFileSync(file)) }));
}

function decode(bytes: Buffer): Omit<TextFile, 'path'> {
  const misencoding = findMisencoding(bytes);
  return { text: bytes.toString('utf8'), ...(misencoding && { misencoding }) };
}
