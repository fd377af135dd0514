import { describe, expect, it } from 'vitest';
import { fromAwsError } from '../../../lambdas/adapters/aws-error.ts';

/** An error as the SDK throws it. */
const failure = (name: string, details: Record<string, unknown> = {}) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode: 400 }, ...details });

const cancelled = (...codes: string[]) =>
  failure('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

describe('fromAwsError', () => {
  it.each([
    failure('ConditionalCheckFailedException'),
    failure('TransactionConflictException'),
    failure('ReplicatedWriteConflictException'),
    cancelled('None', 'ConditionalCheckFailed'),
    cancelled('TransactionConflict', 'None'),
  ])('takes $name for a conflict: read again and decide anew', (error) => {
    expect(fromAwsError('write profile', error)).toMatchObject({
      code: 'version-conflict',
      retryable: true,
      cause: error,
    });
  });

  it.each([
    failure('ThrottlingException'),
    failure('ThrottlingError'),
    failure('RequestThrottledException'),
    failure('BandwidthLimitExceeded'),
    failure('PriorRequestNotComplete'),
    failure('KMSThrottlingException'),
    failure('RequestTimeout'),
    failure('RequestTimeoutException'),
    failure('TransactionInProgressException'),
    failure('IdempotentParameterMismatchException'),
    failure('InternalException', { $metadata: { httpStatusCode: 500 } }),
    failure('TimeoutError', { $metadata: {} }),
    failure('Error', { code: 'ENOTFOUND', $metadata: {} }),
    failure('Error', { code: 'EAI_AGAIN', $metadata: {} }),
    failure('Error', { code: 'EHOSTUNREACH', $metadata: {} }),
    cancelled('ThrottlingError', 'None'),
    cancelled('ProvisionedThroughputExceeded', 'None'),
  ])('takes $name ($code) for something that may succeed later', (error) => {
    expect(fromAwsError('write profile', error)).toMatchObject({ code: 'unavailable', retryable: true });
  });

  it.each([
    failure('ValidationException'),
    failure('AccessDeniedException'),
    cancelled('ValidationError', 'None'),
  ])('takes $name for something that no retry helps, and keeps it as the cause', (error) => {
    expect(fromAwsError('write profile', error)).toMatchObject({
      code: 'aws-refused',
      retryable: false,
      cause: error,
    });
  });
});
