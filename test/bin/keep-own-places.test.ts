import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { keepOwnPlaces } from '../../bin/keep-own-places.ts';
import { BUNDLE_OPTIONS } from '../../lib/bundle-options.ts';

const PROGRAM = `
import { ulid } from 'ulid';
export function open() {
  throw new TypeError(ulid());
}
`;

const { outputFiles } = buildSync({
  ...BUNDLE_OPTIONS,
  mainFields: [...BUNDLE_OPTIONS.mainFields],
  conditions: [...BUNDLE_OPTIONS.conditions],
  outExtension: {},
  stdin: { contents: PROGRAM, resolveDir: join(import.meta.dirname, '../..'), sourcefile: 'door.ts' },
  outfile: 'index.mjs',
  write: false,
});
const [map = '', code = ''] = outputFiles.map(({ text }) => text);

/** The source and its line, counted from 1, of a word of the bundle. */
function placeOf(word: string, text: string): unknown[] {
  const before = code.slice(0, code.indexOf(word)).split('\n');
  const { originalSource, originalLine } = new SourceMap(JSON.parse(text)).findEntry(
    before.length - 1,
    before.at(-1)?.length ?? 0,
  ) as Partial<{ originalSource: string; originalLine: number }>;
  return [originalSource, originalLine === undefined ? undefined : originalLine + 1];
}

describe('the source map that the package holds', () => {
  it('given a place of the project’s own, then it is the same as before', () => {
    expect(placeOf('new TypeError', map)).toEqual([expect.stringContaining('door.ts'), 4]);
    expect(placeOf('new TypeError', keepOwnPlaces(map))).toEqual(placeOf('new TypeError', map));
  });

  it('given a place within a package, then there is none', () => {
    expect(placeOf('0123456789ABCDEFGHJKMNPQRSTVWXYZ', map)[0]).toContain('node_modules/ulid');
    expect(placeOf('0123456789ABCDEFGHJKMNPQRSTVWXYZ', keepOwnPlaces(map))[0]).toBeUndefined();
  });

  it('then it is a fraction of what it was', () => {
    expect(keepOwnPlaces(map).length).toBeLessThan(map.length / 2);
  });
});
