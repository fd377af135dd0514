import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export interface LocalStackOptions {
  /** The playbook's folder; the hotel's if absent. */
  readonly playbook?: string;
  /** Keeps everything across restarts; in memory if absent. */
  readonly dataDir?: string;
  /** Any free one if absent. */
  readonly port?: number;
  /** More environment for `npm start`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Kills the whole system, as a power cut does, before the functions' n-th AWS call after it is ready (1 is the first). */
  readonly killAtCall?: number;
}

/** The whole system in a process of its own. */
export interface LocalStack {
  readonly url: string;
  readonly processId: number;
  /** What it printed so far. */
  readonly output: () => string;
  get<T = unknown>(path: string, key?: string): Promise<T>;
  post<T = unknown>(path: string, body: unknown, key?: string): Promise<T>;
  outbox<T = Record<string, unknown>>(channel?: string): Promise<T[]>;
  advance(duration: string): Promise<void>;
  settle(): Promise<Record<string, number>>;
  reset(): Promise<void>;
  /** Stops it as Ctrl-C does. Throws where a function had made a call that its policy does not allow. */
  stop(): Promise<void>;
  /** Kills it as a power cut does. */
  kill(): Promise<void>;
}

const START = join(import.meta.dirname, '..', '..', 'local', 'start.ts');
const START_AND_KILL = join(import.meta.dirname, 'start-and-kill.ts');
const READY = /Maitred is ready: (\S+)/;
const START_TIMEOUT_MILLISECONDS = 110_000;

/** Starts the system as `npm start` does; resolves when it is ready. */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const { child, output } = launch(options);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await ready(child, output);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    await exited;
    requireRights(output());
  };
  return {
    url,
    processId: child.pid ?? 0,
    output,
    ...callsOf(url),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Starts the system where it is expected to refuse; resolves with its exit code and what it said. */
export async function startRefused(
  options: LocalStackOptions,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = launch(options);
  const code = await new Promise<number | null>((resolve) => child.once('exit', (status) => resolve(status)));
  return { code, output: output() };
}

/** A refused call may have been taken for a fault that passes: whatever came of it, it fails the test that led to it. */
function requireRights(output: string): void {
  const refusals = output.match(/.*is not authorized to perform.*/g);
  if (refusals !== null) throw new Error(`calls without their right:\n${[...new Set(refusals)].join('\n')}`);
}

function launch(options: LocalStackOptions): { child: ChildProcess; output: () => string } {
  const { killAtCall } = options;
  const program = killAtCall === undefined ? [START] : [START_AND_KILL, String(killAtCall)];
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(options.port ?? 0),
      PLAYBOOK: options.playbook ?? 'playbooks/hotel',
      DATA_DIR: options.dataDir ?? '',
      ...options.environment,
    },
  });
  let text = '';
  const keep = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, output: () => text };
}

function ready(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the local system ${why}:\n${output()}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail('was not ready in time');
    }, START_TIMEOUT_MILLISECONDS);
    const look = () => {
      const url = READY.exec(output())?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

type Calls = Pick<LocalStack, 'get' | 'post' | 'outbox' | 'advance' | 'settle' | 'reset'>;

function callsOf(url: string): Calls {
  const call = async <T>(
    method: string,
    path: string,
    body: unknown,
    key: string | undefined,
  ): Promise<T> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return {
    get: (path, key) => call('GET', path, undefined, key),
    post: (path, body, key) => call('POST', path, body, key),
    outbox: (channel) =>
      call(
        'GET',
        `/_local/outbox${channel === undefined ? '' : `?channel=${channel}`}`,
        undefined,
        undefined,
      ),
    async advance(duration) {
      await call('POST', '/_local/clock', { advance: duration }, undefined);
    },
    async settle() {
      const { handled } = await call<{ handled: Record<string, number> }>(
        'POST',
        '/_local/settle',
        {},
        undefined,
      );
      return handled;
    },
    async reset() {
      await call('POST', '/_local/reset', {}, undefined);
    },
  };
}
