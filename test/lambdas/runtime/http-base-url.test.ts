import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { baseUrlOf } from '../../../lambdas/runtime/http-base-url.ts';

const at = (domainName: string, headers: Record<string, string> = {}) =>
  baseUrlOf({ headers, requestContext: { domainName } as APIGatewayProxyEventV2['requestContext'] });

describe('where the caller reached us', () => {
  it('is what API Gateway says, whatever the caller’s headers claim', () => {
    const claims = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    expect(at('api.example.com', claims)).toBe('https://api.example.com');
  });

  it.each([
    'localhost:8787',
    'localhost',
    '127.0.0.1:8787',
    '[::1]:8787',
    '[::1]',
    '10.0.0.7:8787',
    '172.20.1.1',
    '192.168.1.20:8787',
    'macbook.local',
    'workstation:8787',
    'dev.example.com:8787',
  ])('on this machine as %s is http, unless a proxy in front speaks https', (host) => {
    expect(at(host)).toBe(`http://${host}`);
    expect(at(host, { 'x-forwarded-proto': 'https' })).toBe(`https://${host}`);
  });

  it.each([
    '172.32.0.1',
    'local.example.com',
    '10.example.com',
    'abc.execute-api.eu-central-1.amazonaws.com',
  ])('as %s is https', (host) => {
    expect(at(host)).toBe(`https://${host}`);
  });
});
