import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/handlers/not-found.ts';

/** As API Gateway calls for what no route of its own is for. */
async function ask(method: string, path: string): Promise<APIGatewayProxyStructuredResultV2> {
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    headers: {},
    requestContext: { requestId: 'request-1', domainName: 'api.example.com', http: { method, path } },
    isBase64Encoded: false,
  };
  return handler(event as unknown as APIGatewayProxyEventV2, {} as Context);
}

const problemOf = ({ body = '' }: APIGatewayProxyStructuredResultV2) => JSON.parse(body);

describe('given a path that is nobody’s', () => {
  it.each([
    ['GET', '/'],
    ['POST', '/v1/tracks'],
    ['GET', '/v1/profiles/'],
    ['DELETE', '/v1/keys//'],
    ['GET', '/v1/profiles/a/b/c'],
  ])('%s %s is answered with a problem, which a browser may read', async (method, path) => {
    const answer = await ask(method, path);

    expect(answer.statusCode).toBe(404);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'access-control-allow-origin': '*',
    });
    expect(problemOf(answer)).toMatchObject({
      title: 'Not Found',
      status: 404,
      code: 'not-found',
      detail: `there is no ${method} ${path}`,
      requestId: 'request-1',
    });
  });
});

describe('given a path that takes other methods', () => {
  it.each([
    ['GET', '/v1/track', 'POST, OPTIONS'],
    ['PUT', '/v1/keys', 'GET, POST, OPTIONS'],
    ['GET', '/v1/keys/01J', 'DELETE, OPTIONS'],
    ['POST', '/v1/profiles/userId:john', 'GET, OPTIONS'],
    ['HEAD', '/openapi.json', 'GET, OPTIONS'],
  ])('%s %s is told which: %s', async (method, path, allow) => {
    const answer = await ask(method, path);

    expect(answer.statusCode).toBe(405);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', allow });
    expect(problemOf(answer)).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });
});

it('given a preflight of the root, which no other route takes, then it is answered as any', async () => {
  expect((await ask('OPTIONS', '/')).statusCode).toBe(204);
});
