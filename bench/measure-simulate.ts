import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFolder } from '../cli/compile-folder.ts';
import { playMessages } from '../cli/simulation/play-messages.ts';
import { readMessages } from '../cli/simulation/read-messages.ts';
import { createLiquidRenderer } from '../lambdas/adapters/liquid-renderer.ts';
import type { Figure } from './figure.ts';
import { writeMessages } from './simulate/write-messages.ts';

const SIZES = [
  { messages: 100_000, guests: 5_000 },
  // { messages: 1_000_000, guests: 50_000 },
];
const MEGABYTE = 1024 ** 2;

/** How many events a second `maitred simulate` plays, and whether more of them take longer each. */
export async function measureSimulate(): Promise<readonly Figure[]> {
  const compiled = await compileFolder('starter');
  if (compiled.program === undefined) throw new Error('the playbook is not in order');
  const folder = await mkdtemp(join(tmpdir(), 'maitred-bench-'));
  const figures: Figure[] = [];
  try {
    for (const { messages, guests } of SIZES) {
      const path = join(folder, `${messages}.jsonl`);
      await writeMessages(path, messages, guests);
      const started = performance.now();
      const refuse = (line: number, why: string): never => {
        throw new Error(`line ${line}: ${why}`);
      };
      const options = { playbook: compiled, renderer: createLiquidRenderer(), limit: 10, refuse };
      const played = await playMessages(readMessages(path, { sort: false, refuse }), options);
      const seconds = (performance.now() - started) / 1_000;
      const sent = played?.version.outcome.sent.total ?? 0;
      figures.push({
        name: `simulate: events a second, of ${messages.toLocaleString('en-GB')}`,
        ours: messages / seconds,
        unit: 'events/s',
        note: `${guests} guests of the starter playbook, ${sent} messages sent, ${Math.round(process.memoryUsage().rss / MEGABYTE)} MB in use at the end`,
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return figures;
}
