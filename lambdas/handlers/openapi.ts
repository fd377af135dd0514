import * as z from 'zod';
import { ROUTES } from '../contract/routes.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import { PROBLEM_CONTENT_TYPE } from '../runtime/problem.ts';
import { OPERATIONS, type Operation } from './flows/openapi-operations.ts';
import { OPENAPI_SCHEMAS } from './flows/openapi-schemas.ts';

/** Answers the OpenAPI 3.1 document of the whole interface. */
export function createOpenApi(): HttpHandler {
  return createHttpHandler({
    routes: {
      'GET /openapi.json': {
        scopes: 'public',
        handle: async ({ baseUrl }) => ({ status: 200, body: describeInterface(baseUrl) }),
      },
    },
  });
}

/** The document, generated from the schemas that the functions validate with. */
export function describeInterface(baseUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path } of ROUTES) {
    const item = paths[path] ?? {};
    item[method.toLowerCase()] = describeCall(path, OPERATIONS[`${method} ${path}`]);
    paths[path] = item;
  }
  const schemas = Object.entries(OPENAPI_SCHEMAS).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input' }),
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Maitred', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: baseUrl }],
    paths,
    components: {
      schemas: Object.fromEntries(schemas),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic', description: 'The key as user name.' },
      },
    },
  };
}

function describeCall(path: string, operation: Operation | undefined): Record<string, unknown> {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => parameter('path', name ?? ''));
  if (operation === undefined) {
    const responses = { 501: problemResponse('Not supported yet') };
    return { summary: 'Not supported yet', security: [], parameters: inPath, responses };
  }
  const { summary, scopes, body, query = [] } = operation;
  return {
    summary,
    ...(scopes.length === 0 ? {} : { description: `Needs a key with the scope ${scopes.join(' or ')}.` }),
    security: scopes.length === 0 ? [] : [{ bearer: [] }, { basic: [] }],
    parameters: [...inPath, ...query.map((name) => parameter('query', name))],
    ...(body === undefined ? {} : { requestBody: { required: true, content: jsonOf(body) } }),
    responses: {
      [operation.answer.status]: describeAnswer(operation),
      default: problemResponse('What went wrong, and what to do'),
    },
  };
}

function describeAnswer({ answer, summary }: Operation): Record<string, unknown> {
  const isPage = answer.schema === 'page';
  return { description: summary, content: isPage ? { 'text/html': {} } : jsonOf(answer.schema) };
}

function parameter(place: 'path' | 'query', name: string): Record<string, unknown> {
  return { name, in: place, required: place === 'path', schema: { type: 'string' } };
}

function jsonOf(schema: string): Record<string, unknown> {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
}

function problemResponse(description: string): Record<string, unknown> {
  return {
    description,
    content: { [PROBLEM_CONTENT_TYPE]: { schema: { $ref: '#/components/schemas/problem' } } },
  };
}

/** Lambda's entry. */
export const handler: HttpHandler = createOpenApi();
