import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { UnavailableError } from '../../domain/error/maitred-error.ts';
import { fromAwsError } from './aws-error.ts';

/** What one SendMessageBatch takes. */
const MESSAGES_A_CALL = 10;

export interface QueueSender {
  /** Sends each body as JSON. */
  send(bodies: readonly unknown[]): Promise<void>;
}

/**
 * Sends to one queue.
 * @throws {UnavailableError} where the queue refused some of the messages: all may be sent again
 */
export function createQueueSender(options: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): QueueSender {
  const sendChunk = async (bodies: readonly unknown[]): Promise<void> => {
    const Entries = bodies.map((body, index) => ({ Id: String(index), MessageBody: JSON.stringify(body) }));
    const command = new SendMessageBatchCommand({ QueueUrl: options.queueUrl, Entries });
    const answer = await options.client.send(command).catch((error: unknown) => {
      throw fromAwsError('send to a queue', error);
    });
    const failed = answer.Failed ?? [];
    if (failed.length > 0)
      throw new UnavailableError(`a queue (${failed.length} of ${bodies.length} refused)`);
  };
  return {
    async send(bodies) {
      const chunks: unknown[][] = [];
      for (let at = 0; at < bodies.length; at += MESSAGES_A_CALL)
        chunks.push(bodies.slice(at, at + MESSAGES_A_CALL));
      await Promise.all(chunks.map(sendChunk));
    },
  };
}
