import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiClient, createApiClient } from '../../cli/api-client.ts';
import { type CommandError, TryLaterError } from '../../cli/command-error.ts';

let server: Server;
let api: ApiClient;
let answer: { status: number; headers: Record<string, string>; body: object };
let received: { headers: Record<string, unknown>; bytes: Buffer }[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ headers: request.headers, bytes: Buffer.concat(chunks) });
    response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const local = { scope: 'collect', localKey: 'local-write' };
  api = createApiClient({ MAITRED_URL: `http://127.0.0.1:${port}` }, local);
});
afterAll(() => void server.close());
beforeEach(() => {
  received = [];
  answer = { status: 200, headers: {}, body: { success: true } };
});

const refusal = (client = api): Promise<CommandError> =>
  client.call('POST', '/v1/import', {}).then(
    () => Promise.reject(new Error('it was not refused')),
    (error: CommandError) => error,
  );

describe('the API client', () => {
  it('sends bytes as they are, being gzip, and anything else as JSON, with the key that this machine knows', async () => {
    await api.call('POST', '/v1/import', gzipSync('one\ntwo'));
    await api.call('POST', '/v1/rebuild', { verify: true });
    const [bytes, json] = received;
    expect(gunzipSync(bytes?.bytes ?? '').toString()).toBe('one\ntwo');
    expect(bytes?.headers).toMatchObject({ 'content-encoding': 'gzip', authorization: 'Bearer local-write' });
    expect(json?.bytes.toString()).toBe('{"verify":true}');
    expect(json?.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  it.each([429, 502, 503, 504])('says of a %i that the same may be tried later, and when', async (status) => {
    answer = { status, headers: { 'retry-after': '7' }, body: { detail: 'too much to do' } };
    const error = await refusal();
    expect(error).toBeInstanceOf(TryLaterError);
    expect(error).toMatchObject({ message: 'too much to do', exitCode: 2, waitSeconds: 7 });
    answer = { ...answer, headers: {} };
    expect(await refusal()).toMatchObject({ waitSeconds: undefined });
  });

  it.each([
    ['refuses a connection', () => void server.close().closeAllConnections()],
    ['resets it', () => void server.prependOnceListener('request', ({ socket }) => socket.resetAndDestroy())],
    [
      'breaks off in the middle of an answer',
      () => {
        answer = { status: 200, headers: { 'content-length': '1000' }, body: {} };
        server.once('request', ({ socket }) => setImmediate(() => socket.destroy()));
      },
    ],
  ])('says of a server that %s that the same may be tried later', async (_what, fail) => {
    const { port } = server.address() as AddressInfo;
    fail();
    const error = await refusal();
    expect(error).toBeInstanceOf(TryLaterError);
    expect(error).toMatchObject({ message: expect.stringContaining('no Maitred answers at'), exitCode: 2 });
    if (!server.listening) await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  });

  it('says at once of an address to which nothing can be sent', async () => {
    const client = createApiClient({ MAITRED_URL: 'http://127.0.0.1:1', MAITRED_KEY: 'key' });
    const error = await refusal(client);
    expect(error).not.toBeInstanceOf(TryLaterError);
    expect(error).toMatchObject({ message: 'no Maitred answers at http://127.0.0.1:1', exitCode: 2 });
  });

  it.each([
    [400, 2],
    [403, 2],
    [404, 1],
    [409, 1],
  ])('says of a %i what was answered: nothing changes by trying again', async (status, exitCode) => {
    const body = { detail: 'no', hint: 'do otherwise', rejected: [] };
    answer = { status, headers: {}, body };
    const error = await refusal();
    expect(error).not.toBeInstanceOf(TryLaterError);
    expect(error).toMatchObject({ message: 'no', hint: 'do otherwise', exitCode, answer: body });
  });
});
