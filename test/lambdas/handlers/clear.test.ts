import { beforeEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { StackRequest } from '../../../lambdas/adapters/stack-response.ts';
import type { ClearingProperties } from '../../../lambdas/contract/clearing.ts';
import { createClear } from '../../../lambdas/handlers/clear.ts';

const BUCKETS = ['playbooks', 'failures'];

function aRequest(RequestType: 'Create' | 'Update' | 'Delete'): StackRequest<ClearingProperties> {
  return {
    RequestType,
    ResponseURL: 'https://cloudformation.example/answer',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Contents',
    ResourceProperties: { buckets: BUCKETS, topicPrefix: 'maitred-test-venue-' },
  };
}

describe('clear', () => {
  const done: string[] = [];
  const answers: (string | undefined)[] = [];
  beforeEach(() => {
    done.length = 0;
    answers.length = 0;
  });

  function clearWith(options: { disposable?: readonly string[]; failing?: boolean } = {}) {
    const { disposable = BUCKETS, failing = false } = options;
    return createClear({
      buckets: {
        isDisposable: async (bucket) => disposable.includes(bucket),
        empty: async (bucket) => {
          if (failing) throw new UnavailableError(`empty ${bucket}`);
          done.push(`empty ${bucket}`);
        },
      },
      removeTopics: async (prefix) => void done.push(`remove ${prefix}*`),
      answer: async (_, failure) => void answers.push(failure),
    });
  }

  it('given a disposable deployment, when it is destroyed, then its buckets are emptied and its topics removed', async () => {
    await clearWith()(aRequest('Delete'));

    expect(done).toEqual(['remove maitred-test-venue-*', 'empty playbooks', 'empty failures']);
    expect(answers).toEqual([undefined]);
  });

  it.each(['Create', 'Update'] as const)('given %s, then nothing is touched', async (type) => {
    await clearWith()(aRequest(type));

    expect(done).toEqual([]);
    expect(answers).toEqual([undefined]);
  });

  it('given a deployment that has ceased to be disposable, when its clearing is taken out, then nothing is touched', async () => {
    await clearWith({ disposable: ['failures'] })(aRequest('Delete'));

    expect(done).toEqual([]);
    expect(answers).toEqual([undefined]);
  });

  it('given a bucket that cannot be emptied, then CloudFormation is told why, and does not wait', async () => {
    await clearWith({ failing: true })(aRequest('Delete'));

    expect(answers).toEqual(['empty playbooks is not available']);
  });
});
