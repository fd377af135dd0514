import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Figure } from '../figure.ts';
import { median } from '../quantile.ts';

const FEW = 100;
const MANY = [10_000, 100_000];
const ROUNDS = 15;
const LIMIT = 1.3;
/** Without the compiler and its threads: what is done, rather than how the processor's caches bear it. */
const FLAGS = ['--jitless', '--single-threaded', '--predictable'];

interface Run {
  readonly microseconds: number;
  readonly entered: number;
}

/** What an event costs with a hundred segments and with many, each event entering one: paired runs, in turn. */
export async function measureScaling(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'maitred-scaling-'));
  try {
    const script = await bundle(folder);
    const figures: Figure[] = [];
    for (const segments of MANY) figures.push(await compare(script, segments));
    return figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Node.js strips types with WebAssembly, which it does not have without its compiler. */
async function bundle(folder: string): Promise<string> {
  const outfile = join(folder, 'scaling-run.mjs');
  const entry = fileURLToPath(new URL('scaling-run.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm' });
  return outfile;
}

async function compare(script: string, segments: number): Promise<Figure> {
  const few = await start(script, FEW);
  const many = await start(script, segments);
  try {
    const shares: number[] = [];
    const costs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [ofFew, ofMany] = [await runOf(few), await runOf(many)];
      if (ofFew.entered !== ofMany.entered) throw new Error('they do not match as much');
      shares.push(ofMany.microseconds / ofFew.microseconds);
      costs.push(ofMany.microseconds);
    }
    return {
      name: `cost of an event with ${segments} segments, by that with ${FEW}`,
      ours: median(shares),
      limit: LIMIT,
      unit: 'times',
      note: `${ROUNDS} paired runs, ${Math.min(...shares).toFixed(2)} to ${Math.max(...shares).toFixed(2)}; interpreted, ${median(costs).toFixed(0)} µs an event`,
    };
  } finally {
    few.kill();
    many.kill();
  }
}

async function start(script: string, segments: number): Promise<ChildProcess> {
  const child = fork(script, [String(segments)], { execArgv: FLAGS });
  await once(child, 'message');
  return child;
}

async function runOf(child: ChildProcess): Promise<Run> {
  child.send('go');
  const [run] = (await once(child, 'message')) as [Run];
  return run;
}
