import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Of what the map holds, what is asked. */
type FindEntry = (
  line: number,
  column: number,
) => { readonly originalSource?: string; readonly originalLine?: number };

/** `file:///var/task/index.mjs:12:3456`, in brackets or not, at the end of a stack's line. */
const PLACE = /(file:\/\/\S+?):(\d+):(\d+)(?=\)?$)/;

let finder: FindEntry | undefined;

/**
 * Says the places of a stack as files and lines of the sources, where this is a bundle with its map beside it. The map is
 * read when a log first needs it; with --enable-source-maps Node.js would read it at every start, for a fifth of its time.
 */
export function originalPlaces(lines: readonly string[]): readonly string[] {
  return lines.map((line) =>
    line.replace(PLACE, (place, url: string, row: string, column: string) => {
      if (url !== import.meta.url) return place;
      finder ??= readFinder(url);
      const { originalSource, originalLine } = finder(Number(row) - 1, Number(column) - 1);
      return originalSource === undefined || originalLine === undefined
        ? place
        : `${originalSource}:${originalLine + 1}`;
    }),
  );
}

/** Without a map (in the sources themselves) every place is already the original one. */
function readFinder(url: string): FindEntry {
  try {
    const map = new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')));
    return (line, column) => map.findEntry(line, column) as ReturnType<FindEntry>;
  } catch {
    return () => ({}); // a log with the bundle's places is better than none
  }
}
