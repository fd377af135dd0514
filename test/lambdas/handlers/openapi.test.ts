import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../lambdas/contract/routes.ts';
import { OPERATIONS } from '../../../lambdas/handlers/flows/openapi-operations.ts';
import { handler as notYet } from '../../../lambdas/handlers/not-yet.ts';
import { handler } from '../../../lambdas/handlers/openapi.ts';
import { callHttp } from '../../support/http-call.ts';

const routeKeys = (isBuilt: boolean) =>
  ROUTES.filter((route) => (route.function !== 'not-yet') === isBuilt).map(
    ({ method, path }) => `${method} ${path}`,
  );

const readDocument = async () => (await callHttp(handler, { route: 'GET /openapi.json' })).body;

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
    for (const [, kind = '', name = ''] of text.matchAll(/#\/components\/(\w+)\/(\w+)/g))
      expect(Object.keys(body.components[kind]), name).toContain(name);
  });

  it('refers to nothing but its components: whoever reads it finds no other place', async () => {
    const { text } = await callHttp(handler, { route: 'GET /openapi.json' });
    const elsewhere = [...text.matchAll(/"\$ref":"(?!#\/components\/)([^"]*)"/g)].map(([, place]) => place);
    expect(elsewhere).toEqual([]);
  });

  it('is generated from what events are validated with', async () => {
    const { components } = await readDocument();
    expect(components.schemas.track).toMatchObject({ type: 'object', required: ['event'] });
    expect(components.schemas.batch.properties.batch.anyOf).toBeUndefined();
    expect(components.schemas.batch.properties.batch.maxItems).toBe(2_500);
  });

  it('says that null equals absent in what is collected, and nowhere else', async () => {
    const { track, newKey } = (await readDocument()).components.schemas;
    expect(track.properties.properties.anyOf).toContainEqual({ type: 'null' });
    expect(track.properties.event).toMatchObject({ type: 'string', minLength: 1, maxLength: 256 });
    expect(newKey.properties.venue.type).toBe('string');
  });

  it('says what each call may be refused with', async () => {
    const { paths } = await readDocument();
    const statusesOf = (path: string, method: string) => Object.keys(paths[path][method].responses);
    expect(statusesOf('/v1/track', 'post')).toEqual(['200', '400', '401', '403', '413', '429', '503']);
    expect(statusesOf('/v1/profiles/{id}', 'get')).toEqual(['200', '400', '401', '403', '404', '429', '503']);
    expect(statusesOf('/v1/playbook/deploy', 'post')).toEqual([
      '200',
      '400',
      '401',
      '403',
      '409',
      '413',
      '429',
      '503',
    ]);
    expect(statusesOf('/v1/unsubscribe/{token}', 'post')).toEqual(['200', '404', '503']);
    expect(statusesOf('/v1/decide', 'post')).toEqual(['501']);
  });

  it('says that a page that is not there is a page', async () => {
    const { paths } = await readDocument();
    const { content } = paths['/v1/unsubscribe/{token}'].post.responses[404];
    expect(Object.keys(content)).toEqual(['text/html', 'application/problem+json']);
  });

  it('names each call once, and links what a call makes to what takes it', async () => {
    const { paths } = await readDocument();
    // biome-ignore lint/suspicious/noExplicitAny: the document is whatever it is
    const calls = Object.values(paths).flatMap((item: any) => Object.values<any>(item));
    const ids = calls.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const links = calls.flatMap(({ responses }) => Object.values<{ links?: object }>(responses));
    const targets = links.flatMap(({ links = {} }) => Object.values<{ operationId: string }>(links as never));
    expect(targets.map(({ operationId }) => operationId)).toEqual([
      'deleteV1KeysKeyId',
      'postV1PlaybookRollback',
    ]);
    for (const { operationId } of targets) expect(ids).toContain(operationId);
  });
});

describe('what is not built yet', () => {
  it.each(routeKeys(false))('%s: 501, said plainly', async (route) => {
    const { status, body } = await callHttp(notYet, { route });
    expect(status).toBe(501);
    expect(body).toMatchObject({ code: 'not-supported-yet', detail: `${route} is not supported yet` });
  });
});
