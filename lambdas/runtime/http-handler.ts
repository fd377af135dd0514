import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { UnavailableError } from '../../domain/error/maitred-error.ts';
import { authorise, keyInHeader } from './http-authorisation.ts';
import { baseUrlOf } from './http-base-url.ts';
import { readBodyBytes, readJsonBody } from './http-body.ts';
import { CORS_HEADERS, PREFLIGHT_HEADERS } from './http-cors.ts';
import { NotFoundError } from './http-error.ts';
import { readForm } from './http-form.ts';
import type { HttpRequest, HttpResponse, HttpRoute, ProtectedRoute } from './http-message.ts';
import { answerProblem } from './http-problem.ts';
import type { KeyChecks } from './key-checks.ts';
import { repeatedIn } from './read-once.ts';

/** Left of the function's time to say that it has run out. */
const TIMEOUT_EARLY_MILLISECONDS = 500;

type Answer = APIGatewayProxyStructuredResultV2;
type Call = middy.Request<APIGatewayProxyEventV2, Answer>;

/** An HTTP API's function, as Lambda calls it. */
export type HttpHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<Answer>;

export interface HttpHandlerOptions {
  /** By route key, as in the contract: `POST /v1/track`, `GET /v1/profiles/{id}`. */
  readonly routes: Readonly<Record<string, HttpRoute>>;
  /** Needed where a route is not public. */
  readonly keys?: KeyChecks;
}

/**
 * The one HTTP stack: preflights, routing, body, key and scope, the route, and CORS and problem details on whatever
 * comes of it.
 */
export function createHttpHandler(options: HttpHandlerOptions): HttpHandler {
  requireKeyChecks(options);
  const stack = middy<APIGatewayProxyEventV2, Answer>({
    timeoutEarlyInMillis: TIMEOUT_EARLY_MILLISECONDS,
    timeoutEarlyResponse: () => {
      throw new UnavailableError('an answer in time');
    },
  }).handler(async (event: APIGatewayProxyEventV2) => answer(await dispatch(options, event)));
  stack.use({ before: answerPreflight });
  stack.use({ after: addCors, onError: addCors });
  // middy runs the error handlers attached last first: the problem must be the answer before CORS is added to it.
  stack.use({ onError: answerProblem });
  return stack as unknown as HttpHandler;
}

function requireKeyChecks({ routes, keys }: HttpHandlerOptions): void {
  const isProtected = ([, { scopes }]: [string, HttpRoute]) => scopes !== 'public';
  const [route] = Object.entries(routes).find(isProtected) ?? [];
  if (route !== undefined && keys === undefined)
    throw new Error(`${route} needs a key and nothing to check it with`);
}

function answerPreflight({ event }: Call): Answer | undefined {
  if (event.requestContext.http.method !== 'OPTIONS') return undefined;
  return { statusCode: 204, headers: { ...CORS_HEADERS, ...PREFLIGHT_HEADERS } };
}

function addCors(call: Call): void {
  call.response = { ...call.response, headers: { ...call.response?.headers, ...CORS_HEADERS } };
}

/** Where no route needs a key, none is known. */
const KNOW_NO_KEY: KeyChecks = {
  findKey: async () => undefined,
  limitKey: async () => undefined,
  writeMetrics: () => {},
};

async function dispatch(options: HttpHandlerOptions, event: APIGatewayProxyEventV2): Promise<HttpResponse> {
  const route = Object.hasOwn(options.routes, event.routeKey) ? options.routes[event.routeKey] : undefined;
  if (route === undefined)
    throw new NotFoundError(`there is no ${event.requestContext.http.method} ${event.rawPath}`);
  if (route.scopes === 'public') return route.handle(toRequest(event, await readBody(route, event)));
  return dispatchProtected(route, options.keys ?? KNOW_NO_KEY, event);
}

/** A key in the header is judged before the body is read; one in the body cannot be. A header without one counts as none. */
async function dispatchProtected(
  route: ProtectedRoute,
  checks: KeyChecks,
  event: APIGatewayProxyEventV2,
): Promise<HttpResponse> {
  const { authorization } = event.headers;
  const call = { route: event.routeKey, requestId: event.requestContext.requestId };
  if (keyInHeader(authorization) !== undefined || route.takesKeyInBody !== true) {
    const key = await authorise(route, checks, { authorization }, call);
    return route.handle({ ...toRequest(event, await readBody(route, event)), key });
  }
  const content = await readBody(route, event);
  const key = await authorise(route, checks, { authorization: undefined, body: content.body }, call);
  return route.handle({ ...toRequest(event, content), key });
}

type Content = Pick<HttpRequest, 'body' | 'bytes' | 'form'>;

async function readBody(route: HttpRoute, event: APIGatewayProxyEventV2): Promise<Content> {
  const expected = route.body ?? (event.requestContext.http.method === 'POST' ? 'json' : 'none');
  if (expected === 'none') return { body: undefined };
  if (expected === 'form')
    return { body: undefined, form: readForm({ ...event, contentType: event.headers['content-type'] }) };
  const raw = { ...event, contentEncoding: event.headers['content-encoding'] };
  if (expected === 'bytes')
    return { body: undefined, bytes: await readBodyBytes(raw, route.maximumBodyBytes) };
  return { body: await readJsonBody(raw, route.maximumBodyBytes) };
}

function toRequest(event: APIGatewayProxyEventV2, content: Content): HttpRequest {
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    route: event.routeKey,
    parameters: dropUndefined(event.pathParameters),
    query: dropUndefined(event.queryStringParameters),
    repeated: repeatedIn(event.rawQueryString),
    headers: dropUndefined(event.headers),
    ...content,
    requestId: event.requestContext.requestId,
    baseUrl: baseUrlOf(event),
  };
}

function dropUndefined(record: Record<string, string | undefined> | undefined): Record<string, string> {
  const entries = Object.entries(record ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

function answer({ status, body, html, headers }: HttpResponse): Answer {
  if (html !== undefined) {
    return {
      statusCode: status,
      headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
      body: html,
    };
  }
  if (body === undefined) return { statusCode: status, headers: { ...headers } };
  const contentType = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode: status, headers: { ...contentType, ...headers }, body: JSON.stringify(body) };
}
