import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describeError } from './describe-error.ts';
import { TooManyRequestsError } from './http-error.ts';
import { logger } from './logger.ts';
import { PROBLEM_CONTENT_TYPE, toProblem } from './problem.ts';

const RETRY_AFTER_SECONDS = 1;

/** Answers an error as a problem detail and logs what is our own fault; neither tells anything of a person. */
export function answerProblem(
  request: middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, unknown>,
): void {
  const { requestId } = request.event.requestContext;
  const problem = toProblem(request.error, requestId);
  if (problem.status >= 500 && problem.status !== 501)
    logger.error('a call failed', {
      route: request.event.routeKey,
      traceId: requestId,
      ...describeError(request.error),
    });
  request.response = {
    statusCode: problem.status,
    headers: {
      'content-type': PROBLEM_CONTENT_TYPE,
      'cache-control': 'no-store',
      ...retryAfter(request.error, problem.status),
      ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify(problem),
  };
}

function retryAfter(error: unknown, status: number): Record<string, string> {
  const seconds = error instanceof TooManyRequestsError ? error.waitSeconds : RETRY_AFTER_SECONDS;
  return status === 503 || status === 429 ? { 'retry-after': String(seconds) } : {};
}
