import type { BucketModel } from '../template/local-model.ts';
import { DEFAULT_BUS } from '../template/local-model.ts';
import { ACCOUNT } from '../template/template.ts';
import type { AwsAnswer, AwsCall } from './aws-call.ts';
import type { AwsService } from './aws-endpoint.ts';
import type { PutEvent } from './event-bus.ts';

/** S3, with "Object Created" on the default bus for the buckets whose template asks for it. */
export function createS3Service(
  forward: (call: AwsCall) => Promise<AwsAnswer>,
  buckets: readonly BucketModel[],
  put: PutEvent,
): AwsService {
  return async (call) => {
    const answer = await forward(call);
    if (call.action === 'PutObject' && answer.status === 200) {
      const [, name = '', ...key] = (call.path.split('?')[0] ?? '').split('/').map(decodeURIComponent);
      const bucket = buckets.find((one) => one.name === name);
      if (bucket?.sendsEvents) announceObject(put, bucket, key.join('/'), call.body.length);
    }
    return answer;
  };
}

/** Tells the default bus of a new object, as S3 does. */
export function announceObject(put: PutEvent, bucket: BucketModel, key: string, size: number): void {
  put({
    busName: DEFAULT_BUS,
    source: 'aws.s3',
    detailType: 'Object Created',
    resources: [bucket.arn],
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: { key, size, etag: '', sequencer: '0' },
      'request-id': 'local',
      requester: ACCOUNT,
      reason: 'PutObject',
    },
  });
}
