import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { AwsAnswer, AwsCall } from './aws-call.ts';

/** Passes a call on to another server on this machine, over kept-alive connections. */
export function createForwarder(port: number): (call: AwsCall, authorization?: string) => Promise<AwsAnswer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return (call, authorization) =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          agent,
          method: call.method,
          path: call.path,
          headers: {
            ...passedOn(call.headers),
            ...(authorization === undefined ? {} : { authorization }),
            'content-length': call.body.length,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 502,
              headers: passedOn(response.headers),
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.once('error', reject);
      outgoing.end(call.body);
    });
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'host',
  'content-length',
  'expect',
]);

function passedOn(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name) && !name.startsWith('x-local-')) kept[name] = value;
  }
  return kept;
}
