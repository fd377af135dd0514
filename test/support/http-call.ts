import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { HttpHandler } from '../../lambdas/runtime/http-handler.ts';

export interface HttpCall {
  /** As in the contract: `POST /v1/track`. */
  readonly route: string;
  readonly parameters?: Record<string, string>;
  /** Several values are sent each with the name. */
  readonly query?: Record<string, string | readonly string[]>;
  readonly headers?: Record<string, string>;
  /** Objects are sent as JSON, text and bytes as they are. */
  readonly body?: unknown;
  readonly key?: string;
  /** Under which the API is reached; as API Gateway says it, whatever the headers claim. */
  readonly domainName?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  readonly body: any;
}

/** Calls a function as API Gateway does (payload format 2.0). */
export async function callHttp(handler: HttpHandler, call: HttpCall): Promise<HttpAnswer> {
  const answer = await handler(toEvent(call), { awsRequestId: 'invocation-1' } as Context);
  return toAnswer(answer);
}

function toEvent({ domainName = 'api.example.com', ...call }: HttpCall): APIGatewayProxyEventV2 {
  const { route, parameters, query, headers, body, key } = call;
  const [method = '', template = ''] = route.split(' ', 2);
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(parameters?.[name] ?? ''),
  );
  const pairs = Object.entries(query ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  const isBinary = body instanceof Uint8Array;
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const content = isBinary ? Buffer.from(body).toString('base64') : text;
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: new URLSearchParams(pairs).toString(),
    headers: { host: domainName, 'x-forwarded-proto': 'https', ...authorization, ...headers },
    ...(query === undefined ? {} : { queryStringParameters: joined(query) }),
    ...(parameters === undefined ? {} : { pathParameters: parameters }),
    ...(content === undefined ? {} : { body: content }),
    isBase64Encoded: isBinary,
    requestContext: { requestId: 'request-1', domainName, http: { method, path } },
  } as unknown as APIGatewayProxyEventV2;
}

/** As API Gateway joins the values of a name. */
function joined(query: NonNullable<HttpCall['query']>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, values]) => [name, [values].flat().join(',')]));
}

function toAnswer({ statusCode = 200, headers, body = '' }: APIGatewayProxyStructuredResultV2): HttpAnswer {
  const isJson = String(headers?.['content-type'] ?? '').includes('json');
  return {
    status: statusCode,
    headers: (headers ?? {}) as Record<string, string>,
    text: body,
    body: isJson && body !== '' ? JSON.parse(body) : undefined,
  };
}
