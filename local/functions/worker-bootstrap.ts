import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { moveClock } from './move-clock.ts';
import { watchOutsideCalls } from './watch-outside-calls.ts';
import type { FromWorker, FunctionFailure, ToWorker, WorkerData } from './worker-protocol.ts';

// What Lambda's runtime is to a function: loads the bundle once, then calls its handler for each event.

type Handler = (event: unknown, context: object) => unknown;

// By now Node has read it; a function's environment is its own.
delete process.env.NODE_COMPILE_CACHE;

const data = workerData as WorkerData;
const invocations = new AsyncLocalStorage<string>();

const send = (message: FromWorker) => parentPort?.postMessage(message);

function failureOf(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { errorType: 'Error', errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

function contextOf(message: ToWorker) {
  return {
    awsRequestId: message.id,
    callbackWaitsForEmptyEventLoop: true,
    functionName: data.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: data.functionArn,
    memoryLimitInMB: String(data.memoryMegabytes),
    logGroupName: `/aws/lambda/${data.functionName}`,
    logStreamName: 'local',
    // The real time: how long the function may run has nothing to do with the moved clock.
    getRemainingTimeInMillis: () => Math.max(0, message.deadline - realNow()),
  };
}

async function loadHandler(): Promise<Handler> {
  const bundle: Record<string, unknown> = data.file.endsWith('.mjs')
    ? await import(pathToFileURL(data.file).href)
    : createRequire(pathToFileURL(data.file))(data.file);
  const handler = bundle[data.exportName];
  if (typeof handler !== 'function') throw new Error(`${data.file} exports no function "${data.exportName}"`);
  return handler as Handler;
}

async function invoke(handler: Handler, message: ToWorker): Promise<void> {
  try {
    const answer = await invocations.run(message.id, async () =>
      handler(JSON.parse(message.event), contextOf(message)),
    );
    send({ kind: 'answer', id: message.id, answer: JSON.stringify(answer) });
  } catch (error) {
    send({ kind: 'failure', id: message.id, error: failureOf(error) });
  }
}

const realNow = moveClock(data.clock);
watchOutsideCalls(
  () => invocations.getStore(),
  (call) => send({ kind: 'outside-call', id: invocations.getStore() ?? '', call }),
);
try {
  const handler = await loadHandler();
  parentPort?.on('message', (message: ToWorker) => void invoke(handler, message));
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'unloadable', error: failureOf(error) });
}
