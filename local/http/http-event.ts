import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ACCOUNT } from '../template/template.ts';
import type { RouteMatch } from './route-matcher.ts';

export interface HttpRequest {
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** Sixteen characters, as API Gateway's. */
const REQUEST_ID_BYTES = 11;

const TEXT_TYPES = /^(text\/|application\/(json|javascript|xml|[\w.+-]+\+(json|xml))\b)/i;

/** The event that an HTTP API hands to a function: payload format 2.0. */
export function httpEvent(request: HttpRequest, { route, pathParameters }: RouteMatch, now: number) {
  const headers = singleHeaders(request.headers);
  const { cookie, ...otherHeaders } = headers;
  const query = queryParameters(request.query);
  const isText =
    request.headers['content-encoding'] === undefined && TEXT_TYPES.test(headers['content-type'] ?? '');
  const time = new Date(now);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: request.path,
    rawQueryString: request.query,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: otherHeaders,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(pathParameters !== undefined && { pathParameters }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomBytes(REQUEST_ID_BYTES).toString('base64'),
      routeKey: route.routeKey,
      stage: '$default',
      time: time.toUTCString(),
      timeEpoch: time.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

function singleHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[name, Array.isArray(value) ? value.join(',') : value] as const];
  });
  return Object.fromEntries(entries);
}

function queryParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = Object.hasOwn(parameters, name) ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}
