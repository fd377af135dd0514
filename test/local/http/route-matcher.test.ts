import { describe, expect, it } from 'vitest';
import { createRouteMatcher } from '../../../local/http/route-matcher.ts';
import type { RouteModel } from '../../../local/template/local-model.ts';

const KEYS = [
  'GET /v1/profiles',
  'GET /v1/profiles/{id}',
  'GET /v1/profiles/{id}/events',
  'POST /v1/track',
  'OPTIONS /{proxy+}',
];
const match = createRouteMatcher(KEYS.map((routeKey) => ({ routeKey }) as RouteModel));

describe('routes', () => {
  it.each([
    ['GET', '/v1/profiles', 'GET /v1/profiles', undefined],
    ['GET', '/v1/profiles/email:a@b.c', 'GET /v1/profiles/{id}', { id: 'email:a@b.c' }],
    ['GET', '/v1/profiles/u1/events', 'GET /v1/profiles/{id}/events', { id: 'u1' }],
    ['OPTIONS', '/v1/track', 'OPTIONS /{proxy+}', { proxy: 'v1/track' }],
  ])('%s %s is %s', (method, path, routeKey, parameters) => {
    const found = match(method, path);
    expect(found?.route.routeKey).toBe(routeKey);
    expect(found?.pathParameters).toEqual(parameters);
  });

  it.each([
    ['POST', '/v1/profiles'],
    ['GET', '/v1/profiles/a/b'],
    ['GET', '/v1/profiles/'],
    ['GET', '/'],
  ])('%s %s is nobody’s', (method, path) => {
    expect(match(method, path)).toBeUndefined();
  });

  it.each([
    ['POST', '/v1/profiles', '$default'],
    ['GET', '/', '$default'],
    ['GET', '/v1/profiles', 'GET /v1/profiles'],
  ])('%s %s is %s where there is a route for the rest', (method, path, routeKey) => {
    const matchOrDefault = createRouteMatcher(
      ['$default', ...KEYS].map((key) => ({ routeKey: key }) as RouteModel),
    );

    expect(matchOrDefault(method, path)).toEqual({ route: { routeKey }, pathParameters: undefined });
  });
});
