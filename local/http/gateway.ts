import type { FunctionDefinition } from '../functions/function-host.ts';
import type { RouteModel } from '../template/local-model.ts';
import { answerOfFunction, gatewayAnswer, type HttpAnswer } from './http-answer.ts';
import { type HttpRequest, httpEvent } from './http-event.ts';
import { createRouteMatcher } from './route-matcher.ts';

export interface GatewayDependencies {
  readonly routes: readonly RouteModel[];
  invoke(fn: FunctionDefinition, event: unknown): Promise<unknown>;
  readonly clock: { now(): number };
  complain(line: string): void;
}

/** Lambda's limit of an invocation's payload; a body in base64 counts a third more. */
const LARGEST_EVENT_CHARACTERS = 6 * 1024 * 1024;
/** An HTTP API waits no longer. */
const LONGEST_ANSWER_MILLISECONDS = 30_000;
/** Says which request it was: what everything that comes of it is found by. */
const REQUEST_ID_HEADER = 'apigw-requestid';

/** Answers a request as API Gateway's HTTP API does, by the template's routes. */
export function createGateway(
  dependencies: GatewayDependencies,
): (request: HttpRequest) => Promise<HttpAnswer> {
  const findRoute = createRouteMatcher(dependencies.routes);
  return async (request) => {
    const match = findRoute(request.method, request.path);
    if (match === undefined) return gatewayAnswer(404, 'Not Found');
    const event = httpEvent(request, match, dependencies.clock.now());
    const answer = await answerOf(dependencies, match.route.fn, event);
    const id = { [REQUEST_ID_HEADER]: event.requestContext.requestId };
    return { ...answer, headers: { ...answer.headers, ...id } };
  };
}

async function answerOf(
  { invoke, complain }: GatewayDependencies,
  fn: FunctionDefinition,
  event: ReturnType<typeof httpEvent>,
): Promise<HttpAnswer> {
  if ((event.body?.length ?? 0) > LARGEST_EVENT_CHARACTERS)
    return gatewayAnswer(413, 'Request Entity Too Large');
  const { promise: timeout, resolve } = Promise.withResolvers<HttpAnswer>();
  const timer = setTimeout(
    () => resolve(gatewayAnswer(503, 'Service Unavailable')),
    LONGEST_ANSWER_MILLISECONDS,
  );
  const answer = invoke(fn, event).then(answerOfFunction, (error: Error) => {
    complain(`${fn.name} failed: ${error.message}`);
    return gatewayAnswer(500, 'Internal Server Error');
  });
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
}
