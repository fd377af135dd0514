import { relative, resolve } from 'node:path';

/** A path as terminals link it: relative to where the command was typed, or whole where it leads out of there. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? resolve(path) : fromHere;
}
