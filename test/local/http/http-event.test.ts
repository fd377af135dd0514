import { describe, expect, it } from 'vitest';
import { type HttpRequest, httpEvent } from '../../../local/http/http-event.ts';
import type { RouteMatch } from '../../../local/http/route-matcher.ts';

const MATCH = { route: { routeKey: 'POST /v1/track' }, pathParameters: undefined } as unknown as RouteMatch;
const requestOf = (overrides: Partial<HttpRequest>): HttpRequest => ({
  method: 'POST',
  path: '/v1/track',
  query: '',
  headers: { host: 'localhost:8787' },
  body: Buffer.from('{}'),
  sourceIp: '127.0.0.1',
  ...overrides,
});

describe('the event of an HTTP API', () => {
  it.each([
    [{ 'content-type': 'application/json' }, '{}', false],
    [{ 'content-type': 'text/plain;charset=UTF-8' }, '{}', false],
    [{ 'content-type': 'application/problem+json' }, '{}', false],
    [{}, 'e30=', true],
    [{ 'content-type': 'application/x-www-form-urlencoded' }, 'e30=', true],
    [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, 'e30=', true],
  ])('given the headers %j, then the body is %s (base64: %s)', (headers, body, isBase64Encoded) => {
    expect(httpEvent(requestOf({ headers }), MATCH, 0)).toMatchObject({ body, isBase64Encoded });
  });

  it('given a repeated query parameter and cookies, then they arrive as API Gateway sends them', () => {
    const event = httpEvent(
      requestOf({ query: 'a=1&a=2&b=x%20y', headers: { cookie: 'c=1; d=2' } }),
      MATCH,
      0,
    );
    expect(event.queryStringParameters).toEqual({ a: '1,2', b: 'x y' });
    expect(event.cookies).toEqual(['c=1', 'd=2']);
    expect(event.headers).toEqual({});
  });
});
