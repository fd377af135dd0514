import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Quarantine } from '../../domain/error/quarantined-record.ts';
import type { Traced } from '../../domain/event/trace.ts';
import type { FunctionName } from '../contract/functions.ts';
import { describeError, quarantineReason } from './describe-error.ts';
import { describeTraces } from './describe-traces.ts';
import { isPoison } from './is-poison.ts';
import { logger } from './logger.ts';

/** An item of a batch that was not handled, and why. */
export interface StreamFailure {
  /** The item's place among those that were handed over. */
  readonly index: number;
  readonly error: unknown;
}

export interface StreamLoopOptions<Item> {
  readonly functionName: FunctionName;
  readonly quarantine: Quarantine;
  /** Reads an item from a record's new image; what it throws makes the record poison. */
  readonly parse: (image: Record<string, unknown>, about: RecordAbout) => Item;
  /** Handles items in their order, as many as it can; answers those that failed. */
  readonly handle: (items: readonly Item[], context: StreamContext) => Promise<readonly StreamFailure[]>;
  /** What an item came from, for the log. */
  readonly tracesOf: (item: Item) => readonly Traced[];
}

/** What a record says beside its new image. */
export interface RecordAbout {
  readonly eventId: string;
  /** The image before; absent where there was none, or the table's stream does not have it. */
  readonly before?: Record<string, unknown>;
}

/** What Lambda says of an invocation, as far as it is used. */
export type StreamContext = Pick<Context, 'awsRequestId'>;

export type StreamHandler = (
  event: DynamoDBStreamEvent,
  context: StreamContext,
) => Promise<DynamoDBBatchResponse>;

/** A record's place in its batch, with what it holds. */
interface Entry<Item> {
  readonly record: DynamoDBRecord;
  readonly item: Item;
}
interface Failed {
  readonly record: DynamoDBRecord;
  readonly error: unknown;
  readonly isPoison: boolean;
  /** Empty where the record could not be read. */
  readonly traces: readonly Traced[];
}

/**
 * Handles batches of a DynamoDB stream in order. What can never succeed is quarantined with its payload and does not
 * stop the shard; for what may succeed later, the batch is reported from the earliest such record on, and Lambda
 * delivers it and all that follow again.
 */
export function createStreamLoop<Item>(options: StreamLoopOptions<Item>): StreamHandler {
  return async ({ Records }, context) => {
    const { entries, unreadable } = readAll(options, Records);
    const failures = await handleAll(options, entries, context);
    const failed = [...unreadable, ...failures];
    const retried = new Set<DynamoDBRecord>();
    for (const failure of failed) {
      if (!(await isSettled(options, failure))) retried.add(failure.record);
    }
    const first = Records.find((record) => retried.has(record));
    if (first === undefined) return { batchItemFailures: [] };
    return { batchItemFailures: [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] };
  };
}

function readAll<Item>(
  { parse }: StreamLoopOptions<Item>,
  records: readonly DynamoDBRecord[],
): { entries: Entry<Item>[]; unreadable: Failed[] } {
  const entries: Entry<Item>[] = [];
  const unreadable: Failed[] = [];
  for (const record of records) {
    try {
      const { NewImage = {}, OldImage } = record.dynamodb ?? {};
      const before = OldImage === undefined ? {} : { before: readImage(OldImage) };
      entries.push({ record, item: parse(readImage(NewImage), { eventId: idOf(record), ...before }) });
    } catch (error) {
      unreadable.push({ record, error, isPoison: true, traces: [] });
    }
  }
  return { entries, unreadable };
}

const readImage = (image: object) => unmarshall(image as Record<string, AttributeValue>);

const idOf = (record: DynamoDBRecord) => record.eventID ?? record.dynamodb?.SequenceNumber ?? 'unknown';

/** What fails as a whole is nobody's fault: it is delivered again, from the first record on. */
async function handleAll<Item>(
  { handle, tracesOf }: StreamLoopOptions<Item>,
  entries: readonly Entry<Item>[],
  context: StreamContext,
): Promise<Failed[]> {
  const [first] = entries;
  if (first === undefined) return [];
  try {
    const items = entries.map(({ item }) => item);
    const failures = await handle(items, context);
    return failures.flatMap(({ index, error }) => {
      const entry = entries[index];
      if (entry === undefined) return [];
      const { record, item } = entry;
      return [{ record, error, isPoison: isPoison(error), traces: tracesOf(item) }];
    });
  } catch (error) {
    const traces = entries.flatMap(({ item }) => tracesOf(item));
    return [{ record: first.record, error, isPoison: false, traces }];
  }
}

/** What is poison is quarantined under the record's own time and id, so that a batch that comes again makes no second row. */
async function isSettled<Item>(
  { functionName, quarantine }: StreamLoopOptions<Item>,
  { record, error, isPoison: isOver, traces }: Failed,
): Promise<boolean> {
  const id = idOf(record);
  const at = (record.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000;
  const reason = quarantineReason(error);
  const about = { eventId: id, ...describeTraces(traces), ...describeError(error) };
  if (!isOver) {
    logger.warn('left to the stream', about);
    return false;
  }
  try {
    await quarantine.put({ function: functionName, at, id, payload: record.dynamodb?.NewImage, reason });
    logger.error('record quarantined', about);
    return true;
  } catch (failure) {
    logger.error('record could not be quarantined', { ...about, failure: describeError(failure) });
    return false;
  }
}
