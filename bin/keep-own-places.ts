import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

interface SourceMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

/**
 * Takes out of a source map what it says of packages: nine tenths of it, and half of what a team would download. In a log the
 * places within a package are then those of the bundle. Names go as well: esbuild keeps those of functions in the code.
 */
export function keepOwnPlaces(text: string): string {
  const { sources, mappings } = JSON.parse(text) as SourceMap;
  const own = sources.filter(isOwn);
  const indexes = sources.map((source) => own.indexOf(source));
  const lines = decode(mappings).map((line) => keepOwn(line, indexes));
  return JSON.stringify({ version: 3, sources: own, names: [], mappings: encode(lines) });
}

function isOwn(source: string): boolean {
  return !source.includes('node_modules/');
}

/** Where a package's code begins, the place before it must end: one segment says so for all that follow. */
function keepOwn(line: readonly SourceMapSegment[], indexes: readonly number[]): SourceMapSegment[] {
  const kept: SourceMapSegment[] = [];
  for (const [column, source, row, place] of line) {
    const index = source === undefined ? -1 : (indexes[source] ?? -1);
    if (index >= 0) kept.push([column, index, row ?? 0, place ?? 0]);
    else if (kept.at(-1)?.length !== 1) kept.push([column]);
  }
  return kept;
}
