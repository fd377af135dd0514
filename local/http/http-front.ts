import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../boot/start-error.ts';
import { gatewayAnswer, type HttpAnswer } from './http-answer.ts';
import type { HttpRequest } from './http-event.ts';

export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;

export interface HttpFront {
  readonly port: number;
  /** Until it is given a handler, the front answers 503. */
  serve(handler: HttpHandler): void;
  stop(): Promise<void>;
}

/** An HTTP API takes no larger request. */
const LARGEST_REQUEST_BYTES = 10 * 1024 * 1024;

/**
 * Listens for apps, on loopback unless said otherwise.
 * @throws StartError when the port is taken
 */
export async function openHttpFront(port: number, host: string): Promise<HttpFront> {
  let handler: HttpHandler = async () => gatewayAnswer(503, 'Service Unavailable');
  const server = createServer(
    { requestTimeout: 0 },
    (request, response) => void answer(handler, request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
    server.listen(port, host, resolve);
  });
  server.keepAliveTimeout = 65_000;
  return {
    port: (server.address() as AddressInfo).port,
    serve(given) {
      handler = given;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} is in use: stop what uses it, or choose another with PORT=9000 npm start.`,
    );
  }
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} may not be used: choose another with PORT=9000 npm start.`);
  return error;
}

async function answer(
  handler: HttpHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const result = await answerTo(handler, request);
    response.writeHead(result.status, { ...result.headers } as Record<string, string>).end(result.body);
  } catch (error) {
    if (request.destroyed && !request.complete) return; // the caller has hung up
    process.stderr.write(`local: ${error instanceof Error ? error.stack : String(error)}\n`);
    response
      .writeHead(500, { 'content-type': 'application/json' })
      .end('{"message":"Internal Server Error"}');
  }
}

async function answerTo(handler: HttpHandler, request: IncomingMessage): Promise<HttpAnswer> {
  const body = await readBody(request);
  if (body === undefined) return gatewayAnswer(413, 'Request Entity Too Large');
  const [rawPath = '/', ...query] = (request.url ?? '/').split('?');
  const path = decodePath(rawPath);
  if (path === undefined) return gatewayAnswer(400, 'Bad Request');
  return handler({
    method: request.method ?? 'GET',
    path,
    query: query.join('?'),
    headers: request.headers,
    body,
    sourceIp: request.socket.remoteAddress ?? '',
  });
}

/** Reads to the end even what is too large, so that the caller gets its answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= LARGEST_REQUEST_BYTES) chunks.push(chunk as Buffer);
  }
  return bytes > LARGEST_REQUEST_BYTES ? undefined : Buffer.concat(chunks);
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined; // malformed escapes
  }
}
