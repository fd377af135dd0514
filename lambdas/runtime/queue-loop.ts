import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import type { Quarantine } from '../../domain/error/quarantined-record.ts';
import type { Traced } from '../../domain/event/trace.ts';
import type { FunctionName } from '../contract/functions.ts';
import { MAXIMUM_RECEIVES } from '../contract/queues.ts';
import { describeError, quarantineReason } from './describe-error.ts';
import { describeTraces } from './describe-traces.ts';
import { isPoison } from './is-poison.ts';
import { logger } from './logger.ts';

export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export interface QueueLoopOptions {
  /** Whose records these are, for the quarantine. */
  readonly function: FunctionName;
  readonly quarantine: Quarantine;
  /** Does what one message's body asks for. */
  readonly handle: (body: unknown, context: Context, receive: Receive) => Promise<void>;
  /** Bodies of the same key are handled one after the other, others at the same time; default: none are the same. */
  readonly keyOf?: (body: unknown) => string;
}

/** How a message came. */
export interface Receive {
  /** Whether it does not come again, whatever becomes of it. */
  readonly isLast: boolean;
}

interface Parsed {
  readonly record: SQSRecord;
  readonly body: unknown;
}

/**
 * The one loop over a queue's messages. A failure that a retry may help, or that is the deployment's, leaves its message to
 * the queue, which brings it again; what can never succeed is quarantined with its payload and done. What has come for the last
 * time goes to the dead letters, and is quarantined too, where its reason can be read. One message's failure stops no other.
 */
export function createQueueLoop(options: QueueLoopOptions): QueueHandler {
  return async (event, context) => {
    const groups = new Map<string, SQSRecord[]>();
    for (const record of event.Records) {
      const key = keyOf(options, record);
      groups.set(key, [...(groups.get(key) ?? []), record]);
    }
    const failed = await Promise.all(
      [...groups.values()].map((records) => handleInOrder(options, records, context)),
    );
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

function keyOf({ keyOf: choose }: QueueLoopOptions, record: SQSRecord): string {
  const body = parseBody(record);
  return choose === undefined || body === undefined ? record.messageId : choose(body.body);
}

/** Answers the ids of the messages that must come again. */
async function handleInOrder(
  options: QueueLoopOptions,
  records: readonly SQSRecord[],
  context: Context,
): Promise<string[]> {
  const failed: string[] = [];
  for (const record of records) {
    if (!(await handleOne(options, record, context))) failed.push(record.messageId);
  }
  return failed;
}

async function handleOne(options: QueueLoopOptions, record: SQSRecord, context: Context): Promise<boolean> {
  try {
    const parsed = parseBody(record);
    if (parsed === undefined) throw new InvalidInputError('the message is not JSON');
    await options.handle(parsed.body, context, { isLast: isLastReceive(record) });
    return true;
  } catch (error) {
    return settleFailure(options, record, error);
  }
}

/** Quarantines what can never succeed or will not come again; answers false where the message is left to the queue. */
async function settleFailure(options: QueueLoopOptions, record: SQSRecord, error: unknown): Promise<boolean> {
  const { messageId } = record;
  const about = { messageId, ...describeTraces(traceOfSignal(record)), ...describeError(error) };
  const isDone = isPoison(error);
  if (!isDone && !isLastReceive(record)) {
    logger.warn('left to the queue', about);
    return false;
  }
  try {
    const at = Number(record.attributes.SentTimestamp);
    await options.quarantine.put({
      function: options.function,
      at: Number.isFinite(at) ? at : 0,
      id: messageId,
      payload: record.body,
      reason: quarantineReason(error),
    });
    logger.error('quarantined', about);
    return isDone;
  } catch (failure) {
    logger.error('could not be quarantined', { ...about, failure: describeError(failure) });
    return false;
  }
}

/** Should the count be low, SQS being distributed, the message still rests among the dead letters. */
function isLastReceive({ attributes }: SQSRecord): boolean {
  return Number(attributes.ApproximateReceiveCount) >= MAXIMUM_RECEIVES;
}

/** What came over the bus holds a signal, which says what began it. */
function traceOfSignal(record: SQSRecord): readonly Traced[] {
  const envelope = parseBody(record)?.body as { readonly detail?: Traced } | null | undefined;
  return typeof envelope?.detail?.traceId === 'string' ? [envelope.detail] : [];
}

function parseBody(record: SQSRecord): Parsed | undefined {
  try {
    return { record, body: JSON.parse(record.body) };
  } catch {
    return undefined;
  }
}
