import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InvocationTable } from '../functions/function-host.ts';
import { INVOCATION_HEADER } from '../functions/worker-protocol.ts';
import {
  type AwsAnswer,
  type AwsCall,
  AwsError,
  errorAnswer,
  readAction,
  readCredential,
} from './aws-call.ts';

export type AwsService = (call: AwsCall) => Promise<AwsAnswer>;

/** What a test may have happen to a call: see `StartOptions.onAwsCall`. */
export type Fault = 'pass' | 'throttle' | 'refuse' | 'drop-after' | 'kill';

export interface EndpointOptions {
  readonly services: Readonly<Record<string, AwsService>>;
  readonly invocations: InvocationTable;
  /** Short name of the function with this access key id. */
  nameOf(accessKeyId: string): string;
  /** Told of each call and its answer. */
  answered(call: AwsCall, answer: AwsAnswer): void;
  onAwsCall(call: AwsCall): Fault | Promise<Fault>;
  /** The refusal of a call that the function has no right to; undefined if it may be made. */
  refuse(call: AwsCall): AwsError | undefined;
  /** Ends the invocation that makes the call. */
  killInvocation(call: AwsCall): void;
  complain(line: string): void;
}

export interface AwsEndpoint {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves AWS's services to the functions on a free loopback port. */
export async function startAwsEndpoint(options: EndpointOptions): Promise<AwsEndpoint> {
  const server = createServer((request, response) => void serve(options, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.keepAliveTimeout = 120_000;
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function serve(
  options: EndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const call = await readCall(options, request);
    if (isFromTheDead(call)) {
      request.socket.destroy();
      return;
    }
    const fault = await options.onAwsCall(call);
    if (request.socket.destroyed) return; // who made the call gave it up while a test held it
    if (fault === 'kill') {
      options.killInvocation(call);
      request.socket.destroy();
      return;
    }
    const answer = await answerUnder(fault, options, call);
    options.answered(call, answer);
    if (fault === 'drop-after') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  } catch (error) {
    options.complain(`local AWS endpoint: ${error instanceof Error ? error.message : String(error)}`);
    request.socket.destroy();
  }
}

/** Whether the invocation that makes the call was ended, or has answered, while its code runs on. */
function isFromTheDead(call: AwsCall): boolean {
  return call.headers[INVOCATION_HEADER] !== undefined && call.invocation === undefined;
}

async function readCall(options: EndpointOptions, request: IncomingMessage): Promise<AwsCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { accessKeyId, service } = readCredential(request.headers.authorization);
  const { method = 'GET', url: path = '/', headers } = request;
  const invocationId = headers[INVOCATION_HEADER];
  return {
    service,
    ...readAction(service, method, path, headers, body),
    functionName: options.nameOf(accessKeyId),
    invocation: typeof invocationId === 'string' ? options.invocations.get(invocationId) : undefined,
    method,
    path,
    headers,
    body,
  };
}

async function answerUnder(fault: Fault, options: EndpointOptions, call: AwsCall): Promise<AwsAnswer> {
  if (fault === 'throttle') return throttled(call);
  if (fault === 'refuse') return errorAnswer(call, new AwsError('ValidationException', 'refused by a test'));
  return answerTo(options, call);
}

async function answerTo(options: EndpointOptions, call: AwsCall): Promise<AwsAnswer> {
  const service = options.services[call.service];
  try {
    if (service === undefined) throw unknownAction(call);
    const refusal = options.refuse(call);
    if (refusal !== undefined) throw refusal;
    return await service(call);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === UNKNOWN_ACTION) options.complain(error.message);
    return errorAnswer(call, error);
  }
}

const UNKNOWN_ACTION = 'LocalUnknownAction';

/** The refusal of a call that this runner does not know. */
export function unknownAction(call: AwsCall): AwsError {
  return new AwsError(
    UNKNOWN_ACTION,
    `${call.functionName} called ${call.service} ${call.action}, which the local system does not know (local/aws)`,
  );
}

const THROTTLE_CODES: Readonly<Record<string, string>> = {
  dynamodb: 'ProvisionedThroughputExceededException',
  s3: 'SlowDown',
};

function throttled(call: AwsCall): AwsAnswer {
  const code = THROTTLE_CODES[call.service] ?? 'ThrottlingException';
  return errorAnswer(call, new AwsError(code, 'throttled by a test', call.service === 's3' ? 503 : 400));
}
