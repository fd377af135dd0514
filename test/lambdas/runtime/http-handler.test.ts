import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { InvalidInputError, UnavailableError } from '../../../domain/error/maitred-error.ts';
import { createHttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../../../lambdas/runtime/http-message.ts';
import { callHttp } from '../../support/http-call.ts';

const answering = (handle: () => Promise<HttpResponse>) =>
  createHttpHandler({ routes: { 'GET /thing': { scopes: 'public', handle } } });
const failingWith = (error: unknown) =>
  answering(async () => {
    throw error;
  });

describe('an error becomes a problem', () => {
  it('of ours: what it is, the field, what to do', async () => {
    const handler = failingWith(new InvalidInputError('too old', { field: 'age', hint: 'Be younger.' }));
    const answer = await callHttp(handler, { route: 'GET /thing' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'access-control-allow-origin': '*',
    });
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'too old',
      code: 'invalid-input',
      field: 'age',
      hint: 'Be younger.',
      requestId: 'request-1',
    });
  });

  it('that a retry may help: 503 with Retry-After', async () => {
    const answer = await callHttp(failingWith(new UnavailableError('the store')), { route: 'GET /thing' });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
  });

  it.each([[new Error('secret of john@example.com')], ['text'], [undefined], [{ status: 200 }]])(
    'of anybody else (%s): 500 that says nothing of it',
    async (error) => {
      const answer = await callHttp(failingWith(error), { route: 'GET /thing' });
      expect(answer.status).toBe(500);
      expect(answer.body).toMatchObject({ code: 'internal', detail: 'something went wrong on our side' });
      expect(answer.text).not.toContain('john');
    },
  );
});

describe('time that runs out', () => {
  it('is answered with 503 before the function is ended', async () => {
    const handler = answering(() => new Promise(() => {}));
    const event = {
      routeKey: 'GET /thing',
      rawPath: '/thing',
      headers: {},
      requestContext: { requestId: 'request-1', domainName: 'api.example.com', http: { method: 'GET' } },
    } as unknown as APIGatewayProxyEventV2;
    const context = { getRemainingTimeInMillis: () => 500 } as Context;
    expect((await handler(event, context)).statusCode).toBe(503);
  });
});

describe('an answer', () => {
  it('of JSON is not kept by anybody; its own headers come last', async () => {
    const handler = answering(async () => ({
      status: 201,
      body: { a: 1 },
      headers: { 'cache-control': 'max-age=5', etag: '1' },
    }));
    const answer = await callHttp(handler, { route: 'GET /thing' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ a: 1 });
    expect(answer.headers).toMatchObject({
      'cache-control': 'max-age=5',
      etag: '1',
      'content-type': 'application/json',
    });
  });
});

describe('a route that needs a key', () => {
  it('cannot be made without a way to find keys', async () => {
    const make = () =>
      createHttpHandler({
        routes: { 'GET /thing': { scopes: ['admin'], handle: async () => ({ status: 200 }) } },
      });
    expect(make).toThrow('GET /thing');
  });
});

describe('a route that takes its key in the body too', () => {
  const handler = createHttpHandler({
    keys: {
      findKey: async (secret) => ({
        keyId: secret,
        source: 's',
        scopes: ['collect'],
        type: 'server',
        createdAt: 0,
      }),
      limitKey: async () => undefined,
      writeMetrics: () => {},
    },
    routes: {
      'POST /thing': {
        scopes: ['collect'],
        takesKeyInBody: true,
        handle: async ({ key }: AuthorisedRequest) => ({ status: 200, body: { key: key.keyId } }),
      },
    },
  });

  it.each(['', ' ', 'Bearer', 'Bearer ', 'Basic Og=='])(
    'given the header %j, which holds none, then the body’s counts',
    async (authorization) => {
      const call = { route: 'POST /thing', headers: { authorization }, body: { writeKey: 'in-body' } };
      expect((await callHttp(handler, call)).body).toEqual({ key: 'in-body' });
    },
  );

  it('given both, then the header’s counts', async () => {
    const answer = await callHttp(handler, {
      route: 'POST /thing',
      key: 'in-header',
      body: { writeKey: 'in-body' },
    });
    expect(answer.body).toEqual({ key: 'in-header' });
  });
});
