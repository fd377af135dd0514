import { UnavailableError } from '../../domain/error/maitred-error.ts';

/** What CloudFormation asks of a custom resource. */
export interface StackRequest<Properties> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Where it waits for the answer. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  /** Not with Create. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  /** With Update alone: what they were. */
  readonly OldResourceProperties?: Properties;
}

const TIMEOUT_MILLISECONDS = 10_000;

/**
 * Answers CloudFormation, which waits for an hour where nobody does.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 * @param failure why it could not be done; absent if it was
 * @throws UnavailableError if the answer was not taken
 */
export async function answerStack(request: StackRequest<unknown>, failure?: string): Promise<void> {
  const { ResponseURL, StackId, RequestId, LogicalResourceId } = request;
  const body = {
    Status: failure === undefined ? 'SUCCESS' : 'FAILED',
    ...(failure !== undefined && { Reason: failure }),
    // A name that changes would read as another resource, and the former be deleted.
    PhysicalResourceId: request.PhysicalResourceId ?? LogicalResourceId,
    StackId,
    RequestId,
    LogicalResourceId,
  };
  const answer = await fetch(ResponseURL, {
    method: 'PUT',
    // The address is signed for an empty one.
    headers: { 'content-type': '' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
  }).catch((error: unknown) => {
    throw new UnavailableError('answer CloudFormation', error);
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new UnavailableError(`answer CloudFormation: it said ${answer.status}`, undefined);
}
