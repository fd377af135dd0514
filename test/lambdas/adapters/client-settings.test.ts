import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { AWS_CLIENT } from '../../../lambdas/adapters/aws-client.ts';
import { createDocumentClient } from '../../../lambdas/adapters/dynamodb-client.ts';
import { FUNCTION_SETTINGS } from '../../../lib/constructs/function-settings.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** The endpoint of a DynamoDB that leaves so many calls without an answer, and counts all. */
async function aDatabaseThatHangs(times: number) {
  let calls = 0;
  const serving = createServer((request, response) => {
    request.resume();
    calls += 1;
    if (calls > times) response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
  server = serving;
  await new Promise<void>((resolve) => serving.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(serving.address() as AddressInfo).port}`, calls: () => calls };
}

describe('how clients are set', () => {
  it('makes a call of a table again that hangs', async () => {
    const { endpoint, calls } = await aDatabaseThatHangs(2);
    const client = createDocumentClient({
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      requestHandler: { ...AWS_CLIENT.requestHandler, requestTimeout: 50 },
    });
    const get = new GetCommand({ TableName: 'Profiles', Key: { profileId: 'p' } });
    expect((await client.send(get)).Item).toBeUndefined();
    expect(calls()).toBe(3);
  });

  it('gives a call up, all attempts together, within the time of every function that waits for it', () => {
    const { maxAttempts, requestHandler } = AWS_CLIENT;
    const longestSeconds = (maxAttempts * requestHandler.requestTimeout) / 1000;
    const { collect, resolve, campaign, due, email, webhook } = FUNCTION_SETTINGS;
    for (const { timeoutSeconds } of [collect, resolve, campaign, due, email, webhook])
      expect(longestSeconds).toBeLessThan(timeoutSeconds);
    expect(requestHandler.throwOnRequestTimeout).toBe(true);
  });
});
