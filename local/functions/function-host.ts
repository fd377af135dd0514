import { randomUUID } from 'node:crypto';
import { FunctionError } from './function-error.ts';
import { type FunctionWorker, startWorker } from './function-worker.ts';
import type { OutsideCall, WorkerData } from './worker-protocol.ts';

export interface FunctionDefinition {
  /** Short, for people: `collect`. */
  readonly name: string;
  readonly logicalId: string;
  /** As AWS would call it; also the access key id by which its AWS calls are known. */
  readonly functionName: string;
  readonly arn: string;
  readonly file: string;
  readonly exportName: string;
  readonly timeoutMilliseconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Invocation {
  readonly id: string;
  readonly functionName: string;
  readonly event: unknown;
}

export interface FunctionHost {
  readonly definition: FunctionDefinition;
  /**
   * Runs the function.
   * @throws FunctionError when it throws, runs out of time, cannot be loaded or dies
   */
  invoke(event: unknown): Promise<unknown>;
  /** Invocations under way. */
  readonly inFlight: number;
  /**
   * Fails one invocation as if its environment had ended. On AWS each invocation under way has one of its own; here they share a
   * worker, which goes on.
   */
  abandon(invocationId: string, reason: string): void;
  /** Ends the worker at once, failing what it does; the next invocation starts another. */
  kill(reason: string): Promise<void>;
}

export interface HostListeners {
  /** `milliseconds` is how long it ran, by the real clock. */
  finished(definition: FunctionDefinition, milliseconds: number): void;
  log(definition: FunctionDefinition, text: string): void;
  outsideCall(invocation: Invocation | undefined, call: OutsideCall): void;
}

/** Invocations under way, by id: how the AWS endpoint finds what a call belongs to. */
export type InvocationTable = Map<string, Invocation>;

/** Runs one function's bundle in a worker thread, started when first needed and again when it died. */
export function createFunctionHost(
  definition: FunctionDefinition,
  clock: SharedArrayBuffer,
  invocations: InvocationTable,
  listeners: HostListeners,
): FunctionHost {
  const data: WorkerData = {
    functionName: definition.functionName,
    functionArn: definition.arn,
    memoryMegabytes: definition.memoryMegabytes,
    file: definition.file,
    exportName: definition.exportName,
    clock,
  };
  let worker: FunctionWorker | undefined;
  let inFlight = 0;
  const currentWorker = () => {
    if (worker === undefined || worker.hasEnded) {
      worker = startWorker(data, definition.environment, {
        log: (text) => listeners.log(definition, text),
        outsideCall: (id, call) => listeners.outsideCall(invocations.get(id), call),
      });
    }
    return worker;
  };
  const run = async (id: string, event: unknown): Promise<unknown> => {
    const chosen = currentWorker();
    await chosen.ready;
    const timeout = definition.timeoutMilliseconds;
    const timer = setTimeout(() => {
      const seconds = (timeout / 1000).toFixed(2);
      void chosen.kill(
        new FunctionError('Sandbox.Timedout', `${id} Task timed out after ${seconds} seconds`),
      );
    }, timeout);
    try {
      return await chosen.invoke(id, JSON.stringify(event), Date.now() + timeout);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    definition,
    get inFlight() {
      return inFlight;
    },
    async invoke(event) {
      const id = randomUUID();
      const started = performance.now();
      inFlight += 1;
      invocations.set(id, { id, functionName: definition.functionName, event });
      try {
        return await run(id, event);
      } finally {
        inFlight -= 1;
        invocations.delete(id);
        listeners.finished(definition, performance.now() - started);
      }
    },
    abandon: (invocationId, reason) =>
      worker?.abandon(invocationId, new FunctionError('Runtime.ExitError', reason)),
    async kill(reason) {
      await worker?.kill(new FunctionError('Runtime.ExitError', reason));
    },
  };
}
