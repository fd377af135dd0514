/** Errors as the AWS SDK throws them: our adapters know them by name, status and reasons. */
export function awsError(name: string, status: number, more: Record<string, unknown> = {}): Error {
  return Object.assign(new Error(`${name} (simulated)`), {
    name,
    $fault: status >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: status },
    ...more,
  });
}

export const throttled = () => awsError('ThrottlingException', 400);
export const provisionedThroughputExceeded = () => awsError('ProvisionedThroughputExceededException', 400);
export const internalServerError = () => awsError('InternalServerError', 500);
/** The connection broke: whether the call was taken nobody knows. */
export const connectionReset = () =>
  Object.assign(new Error('socket hang up (simulated)'), { name: 'Error', code: 'ECONNRESET' });
export const conditionFailed = () => awsError('ConditionalCheckFailedException', 400);
export const transactionConflict = () => awsError('TransactionConflictException', 400);
export const validationError = (why: string) =>
  Object.assign(awsError('ValidationException', 400), { message: why });
/** A put that was given up because its time was over. */
export const gaveUp = () => Object.assign(new Error('the call took too long'), { name: 'TimeoutError' });

/** @param codes a reason for each part: `None` where nothing is wrong with it */
export function transactionCancelled(codes: readonly string[]): Error {
  return awsError('TransactionCanceledException', 400, {
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
}
