import { setTimeout as sleep } from 'node:timers/promises';
import { DETAIL_TYPES } from '../../lambdas/contract/detail-types.ts';
import type { FunctionHost } from '../functions/function-host.ts';
import type { QueueClient, ReceivedMessage } from '../queues/queue-client.ts';
import type { QueueMappingModel } from '../template/local-model.ts';
import { REGION } from '../template/template.ts';

export interface QueueMapping {
  readonly model: QueueMappingModel;
  stop(): Promise<void>;
}

export interface QueueMappingDependencies {
  readonly host: FunctionHost;
  readonly client: QueueClient;
  handled(count: number): void;
  complain(line: string): void;
}

const WAIT_SECONDS = 20;
/** SQS gives at most this many at once. */
const MOST_RECEIVED = 10;
const FAULT_PAUSE_MILLISECONDS = 200;
/** A failed message comes back after a second or two, not after the queue's visibility timeout of minutes. */
const RETRY_SECONDS = 1;
/** More at once than this only makes two cores slower. */
const LOCAL_CONCURRENCY = 8;

/** Has a function consume a queue, as Lambda's pollers do. */
export function startQueueMapping(
  model: QueueMappingModel,
  dependencies: QueueMappingDependencies,
): QueueMapping {
  const { client, host } = dependencies;
  const queueName = model.queue.name;
  const most = Math.min(model.maximumConcurrency, LOCAL_CONCURRENCY);
  const underWay = new Set<Promise<void>>();
  let isStopped = false;

  const handle = async (messages: readonly ReceivedMessage[]) => {
    const failed = await failuresOf(messages);
    if (isStopped) return;
    await Promise.all(
      messages.map((message) =>
        failed.has(message.MessageId)
          ? client.release(queueName, message.ReceiptHandle, RETRY_SECONDS)
          : client.delete(queueName, message.ReceiptHandle),
      ),
    );
    dependencies.handled(messages.length - failed.size);
  };
  const failuresOf = async (messages: readonly ReceivedMessage[]): Promise<Set<string>> => {
    const all = messages.map((message) => message.MessageId);
    try {
      const answer = await host.invoke({ Records: messages.map((message) => recordOf(model, message)) });
      if (!model.reportsFailures) return new Set();
      const failures =
        (answer as { batchItemFailures?: { itemIdentifier?: string }[] } | null)?.batchItemFailures ?? [];
      const ids = failures.map((failure) => failure.itemIdentifier ?? '');
      return new Set(ids.every((id) => all.includes(id)) ? ids : all);
    } catch (error) {
      if (!isStopped) dependencies.complain(`${model.fn.name} failed: ${(error as Error).message}`);
      return new Set(all);
    }
  };
  const begin = (messages: readonly ReceivedMessage[]) => {
    const work = handle(messages)
      .catch((error: unknown) => {
        if (!isStopped) dependencies.complain(`the queue of ${model.fn.name}: ${String(error)}`);
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };
  const run = async () => {
    while (!isStopped) {
      try {
        while (underWay.size >= most) await Promise.race(underWay);
        const messages = await client.receive(
          queueName,
          Math.min(model.batchSize, MOST_RECEIVED),
          WAIT_SECONDS,
        );
        for (const batch of isStopped ? [] : batchesOf(messages)) begin(batch);
      } catch (error) {
        if (isStopped) return;
        dependencies.complain(`the queue of ${model.fn.name} could not be read: ${String(error)}`);
        await sleep(FAULT_PAUSE_MILLISECONDS);
      }
    }
  };
  void run();
  return {
    model,
    async stop() {
      isStopped = true;
      await Promise.all(underWay);
    },
  };
}

/**
 * One batch, as a queue may give at any time, but for messages that ask for a delivery: those come one at a time, so that the
 * outbox can say whose each message is.
 */
function batchesOf(messages: readonly ReceivedMessage[]): (readonly ReceivedMessage[])[] {
  if (messages.length === 0) return [];
  const isDelivery = messages.some((message) => message.Body.includes(`"${DETAIL_TYPES.messageRequested}"`));
  return isDelivery ? messages.map((message) => [message]) : [messages];
}

function recordOf(model: QueueMappingModel, message: ReceivedMessage) {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        { stringValue: value.StringValue, dataType: value.DataType },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: model.queue.arn,
    awsRegion: REGION,
  };
}
