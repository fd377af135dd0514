import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this machine that takes webhooks. */
export interface WebhookReceiver {
  readonly url: string;
  /** Answers with this status from now on; 200 at first. */
  answers(status: number): void;
  stop(): Promise<void>;
}

/** Starts one on a free port. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  let status = 200;
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => response.writeHead(status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    answers(next: number) {
      status = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
