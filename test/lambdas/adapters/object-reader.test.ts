import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createObjectReader } from '../../../lambdas/adapters/object-reader.ts';
import { isPoison } from '../../../lambdas/runtime/is-poison.ts';

let server: Server | undefined;
afterEach(
  () => new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve()))),
);

/** Reads an object from an S3 that answers so, and gives what came of it. */
async function readFrom(answer: (response: ServerResponse) => void): Promise<unknown> {
  const serving = createServer((_, response) => answer(response.setHeader('connection', 'close')));
  server = serving;
  await new Promise<void>((resolve) => serving.listen(0, '127.0.0.1', resolve));
  const { port } = serving.address() as AddressInfo;
  const read = createObjectReader({
    bucket: 'playbooks',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
  });
  return read('programs/v1.json').catch((error: unknown) => error);
}

const errorBody = (code: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`;

describe('createObjectReader', () => {
  it('reads an object’s text', async () => {
    expect(await readFrom((response) => response.end('{"name":"Jörg"}'))).toBe('{"name":"Jörg"}');
  });

  it('finds nothing where there is no such object', async () => {
    expect(await readFrom((response) => response.writeHead(404).end(errorBody('NoSuchKey')))).toBeUndefined();
  });

  it.each([
    [403, 'AccessDenied'],
    [403, 'SignatureDoesNotMatch'],
    [301, 'PermanentRedirect'],
    [400, 'ExpiredToken'],
    [400, 'AuthorizationHeaderMalformed'],
  ])('blames the deployment and no record for the answer %i %s, and says it', async (status, code) => {
    const error = await readFrom((response) => response.writeHead(status).end(errorBody(code)));
    expect(error).toMatchObject({
      code: 'object-refused',
      message: expect.stringContaining(`${status} ${code}`),
      cause: { name: code },
    });
    expect(isPoison(error)).toBe(false);
  });

  it.each([
    [400, 'RequestTimeout'],
    [503, 'SlowDown'],
  ])('may succeed later after the answer %i %s', async (status, code) => {
    const error = await readFrom((response) => response.writeHead(status).end(errorBody(code)));
    expect(error).toMatchObject({ code: 'unavailable', retryable: true });
  });

  it('may succeed later where the connection broke in the middle of the object', async () => {
    const error = await readFrom((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"name":');
      setImmediate(() => response.destroy());
    });
    expect(error).toMatchObject({ code: 'unavailable', retryable: true });
  });
});
