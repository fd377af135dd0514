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
    return FUNCTIONS.map((name) => {
      const code = readFileSync(join(folder, name, 'index.mjs'));
      const ours = gzipSync(code, { level: constants.Z_BEST_COMPRESSION }).length;
      const limit = LIMITED.has(name) ? { limit: LIMIT_BYTES } : {};
      return { name: `bundle of ${name}, gzipped`, ours, ...limit, unit: 'bytes' };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
