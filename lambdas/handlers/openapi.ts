import { ROUTES } from '../contract/routes.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import { PROBLEM_CONTENT_TYPE } from '../runtime/problem.ts';
import { describeErrors, ERRORS, type ErrorStatus, referToError } from './flows/openapi-errors.ts';
import type { Link, Operation } from './flows/openapi-operation.ts';
import { OPERATIONS, refusalsOf } from './flows/openapi-operations.ts';
import { describeSchemas } from './flows/openapi-schemas.ts';

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
    item[method.toLowerCase()] = describeCall(`${method} ${path}`, path);
    paths[path] = item;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Maitred', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: baseUrl }],
    paths,
    components: {
      schemas: describeSchemas(),
      responses: describeErrors(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic', description: 'The key as user name.' },
      },
    },
  };
}

function describeCall(routeKey: string, path: string): Record<string, unknown> {
  const operation = OPERATIONS[routeKey];
  const operationId = operationIdOf(routeKey);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => pathParameter(name ?? ''));
  if (operation === undefined) {
    const responses = { 501: referToError(501) };
    return { operationId, summary: 'Not supported yet', security: [], parameters: inPath, responses };
  }
  const { summary, scopes, body, bodyType, form, query = [] } = operation;
  return {
    operationId,
    summary,
    ...(scopes.length === 0 ? {} : { description: `Needs a key with the scope ${scopes.join(' or ')}.` }),
    security: scopes.length === 0 ? [] : [{ bearer: [] }, { basic: [] }],
    parameters: [...inPath, ...query.map((each) => ({ in: 'query', explode: false, ...each }))],
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body, bodyType) } }),
    ...(form === undefined ? {} : { requestBody: { content: describeForm(form) } }),
    responses: { [operation.answer.status]: describeAnswer(operation), ...describeRefusals(path, operation) },
  };
}

function describeForm(form: NonNullable<Operation['form']>): Record<string, unknown> {
  const properties = Object.entries(form).map(([name, field]) => [name, { type: 'string', ...field }]);
  const schema = { type: 'object', properties: Object.fromEntries(properties) };
  return { 'application/x-www-form-urlencoded': { schema } };
}

/** `GET /v1/profiles/{id}/events` is `getV1ProfilesIdEvents`. */
function operationIdOf(routeKey: string): string {
  const [method = '', ...words] = routeKey.split(/\W+/u).filter((word) => word !== '');
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join(
    '',
  );
}

/** A slash would end the parameter: what has one fits no path. */
function pathParameter(name: string): Record<string, unknown> {
  return { name, in: 'path', required: true, schema: { type: 'string', pattern: '^[^/]+$' } };
}

function describeAnswer({ answer, summary, links }: Operation): Record<string, unknown> {
  return {
    description: summary,
    content: answer.schema === 'page' ? PAGE : jsonOf(answer.schema),
    ...(links === undefined ? {} : { links: describeLinks(links) }),
  };
}

function describeLinks(links: Readonly<Record<string, Link>>): Record<string, unknown> {
  const described = Object.entries(links).map(([name, { to, parameters, body }]) => [
    name,
    {
      operationId: operationIdOf(to),
      ...(parameters === undefined ? {} : { parameters }),
      ...(body === undefined ? {} : { requestBody: body }),
    },
  ]);
  return Object.fromEntries(described);
}

function describeRefusals(path: string, operation: Operation): Record<string, unknown> {
  const responses = refusalsOf(path, operation).map((status) => [status, describeRefusal(status, operation)]);
  return Object.fromEntries(responses);
}

/** A page that is not there is a page too; a path that fits none is a problem. */
function describeRefusal(status: ErrorStatus, { answer, invalid = 'problem' }: Operation): unknown {
  const { description } = ERRORS[status];
  const problem = (name: string) => ({ [PROBLEM_CONTENT_TYPE]: { schema: referToSchema(name) } });
  if (status === 400 && invalid !== 'problem') return { description, content: problem(invalid) };
  if (status === 404 && answer.schema === 'page')
    return { description, content: { ...PAGE, ...problem('problem') } };
  return referToError(status);
}

const PAGE = { 'text/html': { schema: { type: 'string' } } };

function jsonOf(schema: string): Record<string, unknown> {
  return contentOf(schema, 'application/json');
}

function contentOf(schema: string, type = 'application/json'): Record<string, unknown> {
  return { [type]: { schema: referToSchema(schema) } };
}

function referToSchema(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** Lambda's entry. */
export const handler: HttpHandler = createOpenApi();
