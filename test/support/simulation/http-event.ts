import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A call of the interface. */
export interface HttpCall {
  /** As in the contract: `POST /v1/batch`. */
  readonly route: string;
  readonly key: string;
  /** Text is sent as it is, anything else as JSON. */
  readonly body: unknown;
}

/** A call as API Gateway hands it over (payload format 2.0). */
export function toHttpEvent({ route, key, body }: HttpCall, requestId: string): APIGatewayProxyEventV2 {
  const [method = '', path = ''] = route.split(' ', 2);
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'api.example.com', 'x-forwarded-proto': 'https', authorization: `Bearer ${key}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId, domainName: 'api.example.com', http: { method, path } },
  } as unknown as APIGatewayProxyEventV2;
}
