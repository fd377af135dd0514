import { type BucketClearing, createBucketClearing } from '../adapters/bucket-clearing.ts';
import { answerStack, type StackRequest } from '../adapters/stack-response.ts';
import { removeStaffTopics } from '../adapters/staff-topics.ts';
import type { ClearingProperties } from '../contract/clearing.ts';
import { describeError } from '../runtime/describe-error.ts';
import { logger } from '../runtime/logger.ts';

type ClearRequest = StackRequest<ClearingProperties>;

export interface ClearDependencies {
  readonly buckets: BucketClearing;
  readonly removeTopics: (prefix: string) => Promise<void>;
  readonly answer: (request: ClearRequest, failure?: string) => Promise<void>;
}

/** Clears a disposable deployment that is destroyed of what CloudFormation stumbles over, or does not know of. */
export function createClear(dependencies: ClearDependencies): (request: ClearRequest) => Promise<void> {
  const { answer } = dependencies;
  return async (request) => {
    try {
      if (request.RequestType === 'Delete') await clear(dependencies, request.ResourceProperties);
    } catch (error) {
      logger.error('not cleared', { ...describeError(error) });
      // The stack says it to who destroys it, and destroying again tries again.
      return answer(request, error instanceof Error ? error.message : 'not cleared');
    }
    return answer(request);
  };
}

/** A deployment that has ceased to be disposable asks for the same as one that is destroyed: its buckets tell. */
async function clear(
  { buckets, removeTopics }: ClearDependencies,
  properties: ClearingProperties,
): Promise<void> {
  const marks = await Promise.all(properties.buckets.map(buckets.isDisposable));
  if (marks.includes(false)) return;
  await removeTopics(properties.topicPrefix);
  await Promise.all(properties.buckets.map(buckets.empty));
}

let wired: ReturnType<typeof createClear> | undefined;

/** Lambda's entry. */
export const handler = (request: ClearRequest): Promise<void> => {
  wired ??= createClear({
    buckets: createBucketClearing(),
    removeTopics: (prefix) => removeStaffTopics(prefix),
    answer: answerStack,
  });
  return wired(request);
};
