import { Worker } from 'node:worker_threads';
import { FunctionError } from './function-error.ts';
import type { FromWorker, FunctionFailure, OutsideCall, ToWorker, WorkerData } from './worker-protocol.ts';

export interface FunctionWorker {
  /** Resolves when the bundle is loaded; rejects with a FunctionError when it cannot be. */
  readonly ready: Promise<void>;
  readonly hasEnded: boolean;
  invoke(id: string, event: string, deadline: number): Promise<unknown>;
  /** Fails one invocation as if its environment had ended; whatever its code still does is answered by nobody. */
  abandon(id: string, reason: FunctionError): void;
  kill(reason: FunctionError): Promise<void>;
}

export interface WorkerListeners {
  log(text: string): void;
  outsideCall(invocationId: string, call: OutsideCall): void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: FunctionError) => void;
}

const BOOTSTRAP = new URL('./worker-bootstrap.ts', import.meta.url);

/** Starts a worker thread that holds one function's bundle. */
export function startWorker(
  data: WorkerData,
  environment: Readonly<Record<string, string>>,
  listeners: WorkerListeners,
): FunctionWorker {
  const worker = new Worker(BOOTSTRAP, {
    workerData: data,
    env: { ...compileCache(), ...environment },
    stdout: true,
    stderr: true,
    execArgv: ['--enable-source-maps', '--disable-warning=ExperimentalWarning'],
  });
  const waiting = new Map<string, Waiting>();
  let hasEnded = false;
  const readiness = Promise.withResolvers<void>();
  readiness.promise.catch(() => {}); // whoever invokes meets the failure
  const end = (error: FunctionError) => {
    hasEnded = true;
    readiness.reject(error);
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  const settle = (id: string, use: (one: Waiting) => void) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (one !== undefined) use(one);
  };
  const receive = (message: FromWorker) => {
    if (message.kind === 'ready') readiness.resolve();
    else if (message.kind === 'unloadable') end(toError(message.error));
    else if (message.kind === 'outside-call') listeners.outsideCall(message.id, message.call);
    else if (message.kind === 'failure') settle(message.id, (one) => one.reject(toError(message.error)));
    else settle(message.id, (one) => one.resolve(parseAnswer(message.answer)));
  };
  worker.on('message', receive);
  worker.once('error', (error: Error) =>
    end(new FunctionError('Runtime.UnhandledError', error.message, [error.stack ?? ''])),
  );
  worker.once('exit', () =>
    end(new FunctionError('Runtime.ExitError', 'the function ended without an answer')),
  );
  worker.stdout.on('data', (chunk: Buffer) => listeners.log(chunk.toString()));
  worker.stderr.on('data', (chunk: Buffer) => listeners.log(chunk.toString()));
  return {
    ready: readiness.promise,
    get hasEnded() {
      return hasEnded;
    },
    invoke(id, event, deadline) {
      if (hasEnded) return Promise.reject(new FunctionError('Runtime.ExitError', 'the function has ended'));
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      waiting.set(id, { resolve, reject });
      const message: ToWorker = { kind: 'invoke', id, event, deadline };
      worker.postMessage(message);
      return promise;
    },
    abandon: (id, reason) => settle(id, (one) => one.reject(reason)),
    async kill(reason) {
      end(reason);
      await worker.terminate();
    },
  };
}

/** Where compiled code is kept, if this process keeps it: a worker starts in two thirds of the time. The bootstrap takes it out. */
function compileCache(): Record<string, string> {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

function toError(failure: FunctionFailure): FunctionError {
  return new FunctionError(failure.errorType, failure.errorMessage, failure.trace);
}

function parseAnswer(text: string | undefined): unknown {
  return text === undefined ? null : JSON.parse(text);
}
