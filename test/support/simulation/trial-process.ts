import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FoundFailure } from './find-failure.ts';
import type { TrialAnswer, TrialRequest } from './run-planted-bugs.ts';

const RUNNER = fileURLToPath(new URL('run-planted-bugs.ts', import.meta.url));

/** Tries bugs one after another, in a process of its own; one that a bug has ended is followed by another. */
export class TrialProcess {
  #child: ChildProcess | undefined;

  /** @returns null where nothing ever is wrong. @throws where the bug could not be planted, or the process ended */
  async failureOf(request: TrialRequest): Promise<FoundFailure | null> {
    const child = this.#start();
    const ended = new AbortController();
    const end = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
      this.#child = undefined;
      throw new Error(`the process ended with ${code}`);
    });
    child.send(request);
    try {
      const [answer] = (await Promise.race([once(child, 'message', { signal: ended.signal }), end])) as [
        TrialAnswer,
      ];
      if ('error' in answer) throw new Error(answer.error);
      return answer.failure;
    } finally {
      end.catch(() => {});
      ended.abort();
    }
  }

  stop(): void {
    this.#child?.kill();
    this.#child = undefined;
  }

  #start(): ChildProcess {
    this.#child ??= fork(RUNNER, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    return this.#child;
  }
}
