import { ROUTES } from '../contract/routes.ts';
import { NotSupportedYetError } from '../runtime/http-error.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { HttpRoute } from '../runtime/http-message.ts';

/** Says of every route that the contract names and a later version brings that it is not supported yet. */
export function createNotYet(): HttpHandler {
  const routes = ROUTES.filter((route) => route.function === 'not-yet').map(
    ({ method, path }): [string, HttpRoute] => {
      const refuse = async () => {
        throw new NotSupportedYetError(`${method} ${path}`);
      };
      return [`${method} ${path}`, { scopes: 'public', body: 'none', handle: refuse }];
    },
  );
  return createHttpHandler({ routes: Object.fromEntries(routes) });
}

/** Lambda's entry. */
export const handler: HttpHandler = createNotYet();
