import { STATUS_CODES } from 'node:http';
import { MaitredError } from '../../domain/error/maitred-error.ts';

/** A problem detail (RFC 9457): what an error looks like to a caller. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly field?: string;
  readonly hint?: string;
  readonly requestId: string;
}

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** Says an error in the words of RFC 9457. What is not ours says nothing of what happened inside. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (!(error instanceof MaitredError)) {
    return {
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: 'something went wrong on our side',
      code: 'internal',
      hint: 'Try again; if it happens again, tell us the requestId.',
      requestId,
    };
  }
  return {
    type: 'about:blank',
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    requestId,
  };
}
