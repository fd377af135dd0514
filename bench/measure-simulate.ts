import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CompiledFolder, compileFolder } from '../cli/compile-folder.ts';
import { playMessages } from '../cli/simulation/play-messages.ts';
import { readMessages } from '../cli/simulation/read-messages.ts';
import { createLiquidRenderer } from '../lambdas/adapters/liquid-renderer.ts';
import type { Figure } from './figure.ts';
import { writeMessages } from './simulate/write-messages.ts';

const EVENTS = 100_000;
const EVENTS_A_GUEST = 20;
const MEGABYTE = 1024 ** 2;

/** How many events a second `maitred simulate` plays: 100,000 of them, or as many as `MAITRED_BENCH_EVENTS` says. */
export async function measureSimulate(): Promise<readonly Figure[]> {
  const compiled = await compileFolder('starter');
  if (compiled.program === undefined) throw new Error('the playbook is not in order');
  const messages = Number(process.env.MAITRED_BENCH_EVENTS ?? EVENTS);
  const guests = Math.ceil(messages / EVENTS_A_GUEST);
  const folder = await mkdtemp(join(tmpdir(), 'maitred-bench-'));
  try {
    const path = join(folder, 'messages.jsonl');
    await writeMessages(path, messages, guests);
    const { seconds, sent } = await play(path, compiled);
    const megabytes = Math.round(process.memoryUsage().rss / MEGABYTE);
    return [
      {
        name: `simulate: events a second, of ${messages.toLocaleString('en-GB')}`,
        ours: messages / seconds,
        unit: 'events/s',
        note: `${guests} guests of the starter playbook, ${sent} messages sent, ${megabytes} MB in use at the end`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function play(path: string, playbook: CompiledFolder): Promise<{ seconds: number; sent: number }> {
  const refuse = (line: number, why: string): never => {
    throw new Error(`line ${line}: ${why}`);
  };
  const started = performance.now();
  const played = await playMessages(readMessages(path, { sort: false, refuse }), {
    playbook,
    limit: 10,
    refuse,
    renderer: createLiquidRenderer(),
  });
  const seconds = (performance.now() - started) / 1_000;
  return { seconds, sent: played?.version.outcome.sent.total ?? 0 };
}
