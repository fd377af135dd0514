import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { descendants, isAlive, untilGone } from '../support/processes.ts';

/** As npm does: a process that runs the system, by itself or by way of a shell, and dies without a word to it. */
const PARENT = (words: string) => `require('node:child_process').spawn(${words}, { stdio: 'inherit' })`;
const WITHOUT_SHELL = PARENT(`process.execPath, ['local/start.ts']`);
const BY_SHELL = PARENT(`'sh', ['-c', '"$0" local/start.ts; true', process.execPath]`);

describe('given `npm start`, when npm is killed', () => {
  let npm: ChildProcess;
  let started: number[] = [];
  afterEach(() => {
    for (const id of started.filter(isAlive)) process.kill(id, 'SIGKILL');
  });

  async function start(program: string): Promise<string> {
    npm = spawn(process.execPath, ['-e', program], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PORT: '0', DATA_DIR: '', npm_lifecycle_event: 'start' },
    });
    let output = '';
    npm.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    npm.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    while (!output.includes('Maitred is ready')) await sleep(50);
    return /http:\S+/.exec(output)?.[0] ?? '';
  }

  it.each([
    ['by itself', WITHOUT_SHELL],
    ['by a shell', BY_SHELL],
  ])('that ran it %s, then nothing of the system is left, nor its port', async (_, program) => {
    const url = await start(program);
    started = descendants(npm.pid ?? 0);
    expect(started.length).toBeGreaterThan(1);
    npm.kill('SIGKILL');
    await untilGone(started);
    await expect(fetch(url)).rejects.toThrow();
  });
});
