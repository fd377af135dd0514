import { PROBLEM_CONTENT_TYPE } from '../../runtime/problem.ts';

interface DescribedError {
  /** Its name among the document's responses. */
  readonly name: string;
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
}

const text = { type: 'string' };
const retryAfter = { 'retry-after': { description: 'Seconds to wait.', schema: text } };

/** What a call may be refused with, by status. */
export const ERRORS = {
  400: { name: 'invalid', description: 'The call is not as described here: the problem names the field.' },
  401: {
    name: 'unauthorised',
    description: 'There is no key, or it is unknown or was revoked.',
    headers: { 'www-authenticate': { required: true, schema: text } },
  },
  403: { name: 'forbidden', description: 'The key, or the consent that is known, does not allow this.' },
  404: { name: 'unknown', description: 'Nobody, or nothing, is called that.' },
  409: { name: 'conflict', description: 'Somebody else was first.' },
  413: { name: 'tooLarge', description: 'More than is taken at once: the problem says how much that is.' },
  429: {
    name: 'tooManyRequests',
    description:
      'The key has sent more requests than its limit allows, or all keys together more than the API does.',
    headers: retryAfter,
  },
  501: { name: 'notSupportedYet', description: 'A later version brings it.' },
  503: {
    name: 'unavailable',
    description: 'The store does not answer: send the same again.',
    headers: retryAfter,
  },
} as const satisfies Record<number, DescribedError>;

export type ErrorStatus = keyof typeof ERRORS;

/** Refusals that API Gateway may give before we are asked, in its own words. */
const OF_THE_GATEWAY: ReadonlySet<number> = new Set([413, 429, 503]);

/** All of them, to be referred to. */
export function describeErrors(): Record<string, unknown> {
  const problem = { [PROBLEM_CONTENT_TYPE]: { schema: { $ref: '#/components/schemas/problem' } } };
  const message = { 'application/json': { schema: { $ref: '#/components/schemas/gatewayMessage' } } };
  const responses = Object.entries(ERRORS).map(([status, { name, ...error }]) => [
    name,
    { ...error, content: OF_THE_GATEWAY.has(Number(status)) ? { ...problem, ...message } : problem },
  ]);
  return Object.fromEntries(responses);
}

export function referToError(status: ErrorStatus): { $ref: string } {
  return { $ref: `#/components/responses/${ERRORS[status].name}` };
}
