import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import { logger } from './logger.ts';
import { PROBLEM_CONTENT_TYPE, toProblem } from './problem.ts';

const RETRY_AFTER_SECONDS = '1';

/** Answers an error as a problem detail and logs what is our own fault; neither tells anything of a person. */
export function answerProblem(
  request: middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, unknown>,
): void {
  const { requestId } = request.event.requestContext;
  const problem = toProblem(request.error, requestId);
  if (problem.status >= 500 && problem.status !== 501)
    logFault(request.error, request.event.routeKey, requestId);
  const isWorthRetrying = problem.status === 503 || problem.status === 429;
  request.response = {
    statusCode: problem.status,
    headers: {
      'content-type': PROBLEM_CONTENT_TYPE,
      'cache-control': 'no-store',
      ...(isWorthRetrying ? { 'retry-after': RETRY_AFTER_SECONDS } : {}),
      ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify(problem),
  };
}

/** Messages of other libraries' errors may quote their input, so of those only the name and the place are logged. */
function logFault(error: unknown, route: string, requestId: string): void {
  const isOurs = error instanceof MaitredError;
  const cause = isOurs ? error.cause : error;
  logger.error('a call failed', {
    route,
    requestId,
    ...(isOurs ? { code: error.code, reason: error.message } : {}),
    ...(cause instanceof Error ? { cause: cause.name, at: placeOf(cause) } : {}),
  });
}

function placeOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return lines.slice(0, 5).map((line) => line.trim());
}
