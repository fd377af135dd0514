import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { STORING_MILLISECONDS } from '../../../lambdas/handlers/flows/time-to-store.ts';
import { awsError, gaveUp } from './aws-failures.ts';
import type { FunctionCopy } from './function-copy.ts';
import type { SimulatedBus } from './simulated-bus.ts';
import type { SimulatedQueue } from './simulated-queue.ts';
import type { SimulatedTables } from './simulated-tables.ts';

interface Sendable {
  readonly input: object;
}

/** The document client as one copy of a function has it. */
export function documentClientOf(copy: FunctionCopy, tables: SimulatedTables): DynamoDBDocumentClient {
  const send = (command: Sendable, options?: { abortSignal?: AbortSignal }) =>
    copy.call(`${command.constructor.name} ${tableOf(command)}`, (isPartial) => {
      if (options?.abortSignal !== undefined) requireInTime(copy, command);
      if (isPartial && command instanceof BatchGetCommand) return getSome(copy, tables, command.input);
      if (isPartial && command instanceof QueryCommand) return queryStale(copy, tables, command);
      return tables.execute(command);
    });
  return { send } as unknown as DynamoDBDocumentClient;
}

function tableOf({ input }: Sendable): string {
  const { TableName, RequestItems } = input as { TableName?: string; RequestItems?: object };
  return TableName ?? Object.keys(RequestItems ?? {}).join(' ');
}

/** The signal goes by the clock on the wall, which stands still here: the put is given up by the simulated one. */
function requireInTime({ world }: FunctionCopy, command: Sendable): void {
  if (!(command instanceof PutCommand)) return;
  const { receivedAt } = command.input.Item as { receivedAt: number };
  if (world.scheduler.now - receivedAt > STORING_MILLISECONDS) throw gaveUp();
}

/** An index is read as it was a moment ago: what came since is not in it yet. */
function queryStale({ world }: FunctionCopy, tables: SimulatedTables, command: QueryCommand): object {
  const answer = tables.execute(command);
  if (command.input.IndexName === undefined) return answer;
  const Items = (answer.Items as unknown[]).filter(() => world.random.happens(0.5));
  return { ...answer, Items };
}

/** Answers for some of the keys and names the others as unprocessed. */
function getSome(
  { world }: FunctionCopy,
  tables: SimulatedTables,
  { RequestItems = {} }: BatchGetCommandInput,
): object {
  const [[table = '', request] = []] = Object.entries(RequestItems);
  const keys = world.random.shuffled(request?.Keys ?? []);
  const some = keys.splice(0, world.random.below(keys.length));
  const UnprocessedKeys = { [table]: { Keys: keys } };
  if (some.length === 0) return { Responses: {}, UnprocessedKeys };
  const answer = tables.execute(new BatchGetCommand({ RequestItems: { [table]: { Keys: some } } }));
  return { ...answer, UnprocessedKeys };
}

/** The queues' client; queues are found by their names, in place of addresses. */
export function queueClientOf(copy: FunctionCopy, queueOf: (name: string) => SimulatedQueue): SQSClient {
  const send = ({ input }: SendMessageBatchCommand) =>
    copy.call(`SendMessageBatch ${input.QueueUrl}`, (isPartial) => {
      const queue = queueOf(input.QueueUrl ?? '');
      const Failed: { Id: string }[] = [];
      for (const { Id = '', MessageBody = '' } of input.Entries ?? []) {
        if (isPartial && copy.world.random.happens(0.5)) Failed.push({ Id });
        else queue.send(MessageBody);
      }
      return { Failed };
    });
  return { send } as unknown as SQSClient;
}

export function busClientOf(copy: FunctionCopy, bus: SimulatedBus): EventBridgeClient {
  const send = ({ input }: PutEventsCommand) =>
    copy.call('PutEvents', (isPartial) => {
      const Entries = (input.Entries ?? []).map((entry) => {
        if (isPartial && copy.world.random.happens(0.5)) return { ErrorCode: 'InternalFailure' };
        bus.put(entry);
        return { EventId: 'id' };
      });
      return { Entries, FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length };
    });
  return { send } as unknown as EventBridgeClient;
}

/** Reads objects by their keys, whatever the bucket. */
export function objectClientOf(copy: FunctionCopy, objects: ReadonlyMap<string, string>): S3Client {
  const send = ({ input }: GetObjectCommand) =>
    copy.call('GetObject', () => {
      const text = objects.get(input.Key ?? '');
      if (text === undefined) throw awsError('NoSuchKey', 404);
      return { Body: { transformToString: async () => text } };
    });
  return { send } as unknown as S3Client;
}
