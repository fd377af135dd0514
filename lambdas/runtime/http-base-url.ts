import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** What only names a machine within reach: loopback, a private network, a name without a domain. */
const PRIVATE_HOST =
  /^(localhost|[^.:]+|.+\.(localhost|local|lan|internal|home\.arpa)|(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d+)+|0\.0\.0\.0|\[(::1?|f[cde][0-9a-f]*:.*)\])$/iu;

/**
 * Where the caller reached us: `https://api.example.com`. Only the domain that API Gateway itself names is believed: the
 * caller writes the headers. A private host, or one with a port, is this machine, which speaks http.
 */
export function baseUrlOf({
  headers,
  requestContext,
}: Pick<APIGatewayProxyEventV2, 'headers' | 'requestContext'>): string {
  const host = requestContext.domainName;
  const [, name = host, port] = /^(.*?)(?::(\d+))?$/u.exec(host) ?? [];
  const isHere = port !== undefined || PRIVATE_HOST.test(name);
  const forwarded = headers['x-forwarded-proto']?.split(',')[0]?.trim().toLowerCase();
  return `${isHere && forwarded !== 'https' ? 'http' : 'https'}://${host}`;
}
