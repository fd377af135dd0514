import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../lambdas/contract/routes.ts';
import { OPERATIONS } from '../../../lambdas/handlers/flows/openapi-operations.ts';
import { OPENAPI_SCHEMAS } from '../../../lambdas/handlers/flows/openapi-schemas.ts';
import { handler as notYet } from '../../../lambdas/handlers/not-yet.ts';
import { handler } from '../../../lambdas/handlers/openapi.ts';
import { callHttp } from '../../support/http-call.ts';

const routeKeys = (isBuilt: boolean) =>
  ROUTES.filter((route) => (route.function !== 'not-yet') === isBuilt).map(
    ({ method, path }) => `${method} ${path}`,
  );

describe('the OpenAPI document', () => {
  it('describes every route that works, and no other', () => {
    expect(Object.keys(OPERATIONS).sort()).toEqual(routeKeys(true).sort());
  });

  it('names every route of the contract, and every shape it refers to', async () => {
    const { status, body, text } = await callHttp(handler, { route: 'GET /openapi.json' });
    expect(status).toBe(200);
    expect(body.openapi).toBe('3.1.0');
    expect(body.servers).toEqual([{ url: 'https://api.example.com' }]);
    for (const { method, path } of ROUTES)
      expect(body.paths[path][method.toLowerCase()], `${method} ${path}`).toBeDefined();
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      expect(Object.keys(OPENAPI_SCHEMAS), name).toContain(name);
    }
  });

  it('is generated from what events are validated with', async () => {
    const { body } = await callHttp(handler, { route: 'GET /openapi.json' });
    expect(body.components.schemas.track).toMatchObject({ type: 'object', required: ['event'] });
    expect(body.components.schemas.batch.properties.batch.maxItems).toBe(2_500);
  });
});

describe('what is not built yet', () => {
  it.each(routeKeys(false))('%s: 501, said plainly', async (route) => {
    const { status, body } = await callHttp(notYet, { route });
    expect(status).toBe(501);
    expect(body).toMatchObject({ code: 'not-supported-yet', detail: `${route} is not supported yet` });
  });
});
