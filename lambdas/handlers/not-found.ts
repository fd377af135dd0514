import { MaitredError } from '../../domain/error/maitred-error.ts';
import { ROUTES, UNKNOWN_ROUTE } from '../contract/routes.ts';
import { NotFoundError } from '../runtime/http-error.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { HttpRequest, HttpResponse } from '../runtime/http-message.ts';
import { PROBLEM_CONTENT_TYPE, toProblem } from '../runtime/problem.ts';

/** Answers what no route is for: 405 where the path takes other methods, which `Allow` names, and else 404. */
export function createNotFound(): HttpHandler {
  return createHttpHandler({
    routes: {
      [UNKNOWN_ROUTE]: { scopes: 'public', body: 'none', handle: async (request) => refuse(request) },
    },
  });
}

function refuse({ method, path, requestId }: HttpRequest): HttpResponse {
  const methods = methodsOf(path);
  if (methods.length === 0)
    throw new NotFoundError(`there is no ${method} ${path}`, 'GET /openapi.json says what there is.');
  const allow = [...methods, 'OPTIONS'].join(', ');
  const error = new MaitredError(`${path} does not take ${method}`, {
    code: 'method-not-allowed',
    retryable: false,
    status: 405,
    hint: `It takes ${allow}.`,
  });
  const headers = { 'content-type': PROBLEM_CONTENT_TYPE, allow };
  return { status: error.status, headers, body: toProblem(error, requestId) };
}

function methodsOf(path: string): string[] {
  const methods = ROUTES.filter((route) => isAt(route.path, path)).map(({ method }) => method);
  return [...new Set(methods)].sort();
}

/** As the gateway matches: part by part, a parameter stands for any part that is not empty. */
function isAt(template: string, path: string): boolean {
  const parts = path.split('/');
  const expected = template.split('/');
  return (
    parts.length === expected.length &&
    expected.every((part, index) => (part.startsWith('{') ? parts[index] !== '' : parts[index] === part))
  );
}

/** Lambda's entry. */
export const handler: HttpHandler = createNotFound();
