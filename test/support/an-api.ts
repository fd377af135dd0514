import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly body: Record<string, unknown> | undefined;
}

/** An API that answers whatever it is told to, and keeps what it was asked. */
export async function openApi() {
  const calls: ApiCall[] = [];
  const answer: { status: number; body: unknown } = { status: 200, body: {} };
  /** By path, where calls of one command are answered differently. */
  const bodies: Record<string, unknown> = {};
  const changes: { meanwhile: (call: ApiCall) => void } = { meanwhile: () => {} };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url: path = '', headers } = request;
      const body = text === '' ? undefined : JSON.parse(text);
      const call = { method, path, key: headers.authorization ?? '', body };
      calls.push(call);
      changes.meanwhile(call);
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(bodies[path] ?? answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    calls,
    answer,
    bodies,
    /** Runs at each call, before it is answered. */
    set meanwhile(change: (call: ApiCall) => void) {
      changes.meanwhile = change;
    },
    environment: { MAITRED_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` },
    /** Forgets what it was asked and told. */
    reset() {
      calls.length = 0;
      changes.meanwhile = () => {};
      Object.assign(answer, { status: 200, body: {} });
      for (const path of Object.keys(bodies)) delete bodies[path];
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
