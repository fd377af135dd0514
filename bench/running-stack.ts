import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../domain/event/json.ts';
import type { AwsCall } from '../local/aws/aws-call.ts';
import { startLocal } from '../local/start-local.ts';
import { callControl } from './call-control.ts';

/** The whole system in this process, with the calls that the figures need. */
export interface RunningStack {
  collect(messages: readonly JsonObject[]): Promise<void>;
  /** Sends history: one line of JSON an event. */
  import(messages: readonly JsonObject[]): Promise<void>;
  settle(): Promise<void>;
  /** Moves the clock, and runs what is due on the way. @param duration `1 day` */
  advance(duration: string): Promise<void>;
  get<T>(path: string): Promise<T>;
  stop(): Promise<void>;
}

/** @param onCall told of each AWS call of a function; the call is made once it resolves */
export async function startRunningStack(
  playbook: string,
  onCall: (call: AwsCall) => void | Promise<void>,
): Promise<RunningStack> {
  const stack = await startLocal({
    port: 0,
    playbook,
    say: (line) => process.stderr.write(`${line}\n`),
    onAwsCall: async (call) => {
      await onCall(call);
      return 'pass' as const;
    },
  });
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(stack.url + path, {
      method,
      headers: { authorization: 'Bearer local-write', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}`);
    return (await response.json()) as T;
  };
  return {
    async collect(batch) {
      // As every SDK does: the same messages again, which count once.
      const post = () => call<{ rejected?: unknown }>('POST', '/v1/batch', { batch });
      const answer = await post().catch(post).catch(post);
      if (answer.rejected !== undefined) throw new Error('events were refused');
    },
    async import(messages) {
      const lines = messages.map((message) => JSON.stringify(message)).join('\n');
      const answer = await call<{ rejected?: unknown }>('POST', '/v1/import', lines);
      if (answer.rejected !== undefined) throw new Error('lines were refused');
    },
    settle: () => callControl(stack.url, '/_local/settle', {}),
    advance: (duration) => callControl(stack.url, '/_local/clock', { advance: duration }),
    get: (path) => call('GET', path),
    stop: stack.stop,
  };
}

const MESSAGE_TIMEOUT_MILLISECONDS = 20_000;

/** Waits for the next message that leaves by mail: for the call that local writes into the outbox. */
export function createPostman() {
  let left = Promise.withResolvers<number>();
  return {
    /** To be told of each call. */
    saw(call: AwsCall): void {
      if (call.service !== 'ses') return;
      left.resolve(performance.now());
      left = Promise.withResolvers<number>();
    },
    /** @returns when it left, by `performance.now()` */
    async next(): Promise<number> {
      const timeout = sleep(MESSAGE_TIMEOUT_MILLISECONDS, undefined, { ref: false });
      const at = await Promise.race([left.promise, timeout]);
      if (at === undefined) throw new Error('no message left within 20 seconds');
      return at;
    },
  };
}

/** Makes a guest known who may be written to. */
export function welcomeOf(number: number): JsonObject {
  const context = { consent: { categoryPreferences: { marketing: true } } };
  const traits = { firstName: 'Johanna', email: `guest-${number}@example.com` };
  return { type: 'identify', ...stamp(), userId: `guest-${number}`, traits, context };
}

/** What the bench's playbook answers with an email at once. */
export function reservationOf(number: number): JsonObject {
  const properties = { guests: 2, at: '20:00' };
  return { type: 'track', ...stamp(), userId: `guest-${number}`, event: 'Table Reserved', properties };
}

function stamp(): { messageId: string; timestamp: string } {
  return { messageId: crypto.randomUUID(), timestamp: new Date().toISOString() };
}
