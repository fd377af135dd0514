import { MaitredError, UnavailableError, VersionConflictError } from '../../domain/error/maitred-error.ts';

/** Another writer was first, or is at work on the item: a transaction refuses single writes so too. */
const CONFLICTS = new Set([
  'ConditionalCheckFailedException',
  'TransactionConflictException',
  'ReplicatedWriteConflictException',
]);

/** Names and codes of what may succeed later; a token that another call had (IdempotentParameterMismatch) is made anew. */
const RETRYABLE = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'ThrottlingException',
  'ThrottlingError',
  'ThrottledException',
  'Throttling',
  'KMSThrottlingException',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
  'TooManyRequestsException',
  'InternalServerError',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TransactionInProgressException',
  'IdempotentParameterMismatchException',
  'LimitExceededException',
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
  'SlowDown',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

interface AwsFailure {
  readonly name?: string;
  readonly code?: string;
  readonly $fault?: string;
  readonly $retryable?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/**
 * The one place where AWS errors become ours: a lost condition is a VersionConflictError, what may succeed later an
 * UnavailableError, anything else a MaitredError that no retry helps.
 * @param what the thing that was being done, for the message: `write profile`
 */
export function fromAwsError(what: string, error: unknown): MaitredError {
  if (error instanceof MaitredError) return error;
  const failure = error as AwsFailure;
  const name = failure.name ?? '';
  if (CONFLICTS.has(name)) return new VersionConflictError(what, error);
  if (name === 'TransactionCanceledException') return fromCancellation(what, failure, error);
  const status = failure.$metadata?.httpStatusCode ?? 0;
  const isRetryable =
    RETRYABLE.has(name) || RETRYABLE.has(failure.code ?? '') || status >= 500 || status === 429;
  if (isRetryable || failure.$retryable !== undefined) return new UnavailableError(what, error);
  return new MaitredError(`${what} failed: ${name || String(error)}`, {
    code: 'aws-refused',
    retryable: false,
    status: 500,
    cause: error,
  });
}

/** A transaction says for each item why it was cancelled; one refusal that no retry helps outweighs the rest. */
function fromCancellation(what: string, failure: AwsFailure, error: unknown): MaitredError {
  const codes = (failure.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
  if (codes.includes('ValidationError')) {
    return new MaitredError(`${what} was refused: ${codes.join(', ')}`, {
      code: 'aws-refused',
      retryable: false,
      status: 500,
      cause: error,
    });
  }
  const isConflict = codes.includes('ConditionalCheckFailed') || codes.includes('TransactionConflict');
  return isConflict ? new VersionConflictError(what, error) : new UnavailableError(what, error);
}
