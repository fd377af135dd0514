import { SQSClient } from '@aws-sdk/client-sqs';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createQueueSender, type QueueSender } from '../adapters/queue-sender.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { DUE_SHARDS } from '../contract/tables.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';

/** Every minute: hands out one job a shard. A job handed out twice is harmless. */
export function createWake(jobs: QueueSender): () => Promise<void> {
  return () => jobs.send(Array.from({ length: DUE_SHARDS }, (_, shard) => ({ shard })));
}

let wired: (() => Promise<void>) | undefined;

/** Lambda's entry. */
export const handler = (): Promise<void> => {
  wired ??= createWake(
    createQueueSender({
      client: new SQSClient(AWS_CLIENT),
      queueUrl: requireEnvironment(ENVIRONMENT.dueQueueUrl),
    }),
  );
  return wired();
};
