import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type CompiledTemplate, compileTemplate } from './compile-template.ts';
import type { TextFile } from './read-folder.ts';
import type { TemplateRequest } from './template-worker.ts';

/** Beside this file: as it is in the repository, compiled in the package. */
const WORKER = new URL(`./template-worker${import.meta.url.slice(-3)}`, import.meta.url);

/** A thread has a setting of its own for what was compiled before (see bin/maitred.mjs): made before it loads anything. */
const BEGINNING = `require('node:module').enableCompileCache(); import(${JSON.stringify(WORKER.href)})`;

/** What MJML needs is loaded once a process. */
let started: Worker | undefined;

/** Begins to load MJML if a folder has templates in it: a command calls it before it loads what it needs itself. */
export function loadMjmlAhead(folders: readonly string[]): void {
  if (folders.some(hasMjml)) templateWorker();
}

function hasMjml(folder: string): boolean {
  try {
    return readdirSync(join(folder, 'templates')).some((name) => name.endsWith('.mjml'));
  } catch {
    return false; // whoever reads the folder says what is wrong with it
  }
}

/**
 * Begins to compile templates in a thread of their own: to load MJML takes as long as to read a thousand files, which goes on
 * meanwhile. Nobody has to wait for the result: a process that ends takes the thread with it.
 * @returns what waits for the result: that of each file, by its path
 */
export function startTemplates(
  files: readonly TextFile[],
): () => Promise<ReadonlyMap<string, CompiledTemplate>> {
  const compile = files.some(({ path }) => path.endsWith('.mjml'))
    ? compileInThread(files)
    : () => Promise.all(files.map(compileTemplate));
  return async () => {
    const compiled = await compile();
    return new Map(compiled.map((one, index) => [files[index]?.path ?? '', one]));
  };
}

function compileInThread(files: readonly TextFile[]): () => Promise<readonly CompiledTemplate[]> {
  const worker = templateWorker();
  const { port1: answered, port2: answer } = new MessageChannel();
  const result = new Promise<readonly CompiledTemplate[]>((resolve, reject) => {
    answered.once('message', resolve);
    worker.once('error', reject);
    answered.once('close', () => worker.off('error', reject));
  });
  result.catch(() => undefined); // for whoever does not wait
  answered.unref();
  worker.postMessage({ files, answer } satisfies TemplateRequest, [answer]);
  return () => {
    answered.ref();
    return result;
  };
}

function templateWorker(): Worker {
  if (started !== undefined) return started;
  const worker = new Worker(BEGINNING, { eval: true });
  started = worker;
  worker.once('error', () => {
    started = undefined;
  });
  worker.unref();
  return worker;
}
