import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { bundleFunctions } from '../bin/bundle.ts';
import { FUNCTIONS } from '../lambdas/contract/functions.ts';
import type { Figure } from './figure.ts';

/** 200 KB, for the two that every event passes. */
const LIMIT_BYTES = 200_000;
const LIMITED = new Set<string>(['collect', 'resolve']);

/** Each function's bundle, with the AWS SDK in it, gzipped as hard as gzip can; source maps are apart. */
export async function measureBundles(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'maitred-bundles-'));
  try {
    bundleFunctions(folder);
    const figureOf = (name: string, file: string): Figure => {
      const code = readFileSync(join(folder, file));
      const ours = gzipSync(code, { level: constants.Z_BEST_COMPRESSION }).length;
      const limit = LIMITED.has(name) ? { limit: LIMIT_BYTES } : {};
      return { name: `bundle of ${name}, gzipped`, ours, ...limit, unit: 'bytes' };
    };
    return [
      ...FUNCTIONS.map((name) => figureOf(name, join(name, 'index.mjs'))),
      figureOf('re2js, which resolve and others load late', join('resolve', 're2js.cjs')),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
