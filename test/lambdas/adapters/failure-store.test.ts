import type { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createFailureStore } from '../../../lambdas/adapters/failure-store.ts';
import { aStreamEvent } from '../../support/stream-event.ts';

const streamArn =
  'arn:aws:dynamodb:eu-central-1:123456789012:table/Data-Events-1A/stream/2026-03-02T10:00:00.000';
const event = aStreamEvent([{ identifier: 'userId#john' }]);

/** The record that Lambda writes when it gives a batch up. */
const invocation = (payload: unknown) => ({
  requestContext: {
    requestId: 'r',
    functionArn: 'arn',
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 101,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: '2026-03-02T10:00:00.000Z',
  DDBStreamBatchInfo: {
    shardId: 's',
    startSequenceNumber: '1',
    endSequenceNumber: '1',
    batchSize: 1,
    streamArn,
  },
  payload,
});

const storeOf = (body: unknown) =>
  createFailureStore({
    send: async () => ({ Body: { transformToString: async () => JSON.stringify(body) } }),
  } as unknown as S3Client);

describe('the failure store', () => {
  it('reads the batch and the table that it came from', async () => {
    const batch = await storeOf(invocation(JSON.stringify(event))).read('bucket', 'key');
    expect(batch).toEqual({ table: 'Data-Events-1A', records: event.Records });
  });

  it('takes a payload that is not text', async () => {
    expect((await storeOf(invocation(event)).read('bucket', 'key')).records).toHaveLength(1);
  });

  it.each([[{}], [invocation(undefined)], [invocation('not JSON')], [invocation('{}')]])(
    'refuses what is no record of a failed batch: %j',
    async (body) => {
      await expect(storeOf(body).read('bucket', 'key')).rejects.toMatchObject({ code: 'invalid-input' });
    },
  );
});
