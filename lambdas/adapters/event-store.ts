import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { UnavailableError } from '../../domain/error/maitred-error.ts';
import type { EventKey, TrackingEvent } from '../../domain/event/tracking-event.ts';
import { fromAwsError } from './aws-error.ts';
import { decodeEvent, encodeEvent } from './event-record.ts';

export interface EventStore {
  /**
   * Writes an event unless its key is there already: what the first put stored stays. Once the signal says so nothing more
   * is sent: not a put that waits for its turn, and no further try of one that failed.
   */
  readonly putOnce: (event: TrackingEvent, abortSignal?: AbortSignal) => Promise<'stored' | 'duplicate'>;
  /** Reads one event consistently; undefined if there is none. */
  readonly read: (key: EventKey) => Promise<TrackingEvent | undefined>;
}

export interface EventStoreDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly eventsTable: string;
}

/** The Events table, one event at a time. Both calls throw UnavailableError where a retry may help. */
export function createEventStore({ client, eventsTable }: EventStoreDependencies): EventStore {
  return {
    async putOnce(event, abortSignal) {
      const put = new PutCommand({
        TableName: eventsTable,
        Item: encodeEvent(event),
        ConditionExpression: 'attribute_not_exists(identifier)',
      });
      try {
        await client.send(put, abortSignal === undefined ? {} : { abortSignal });
        return 'stored';
      } catch (error) {
        if ((error as Error).name === 'ConditionalCheckFailedException') return 'duplicate';
        if (abortSignal?.aborted) throw new UnavailableError('the event store in time', error);
        throw fromAwsError('the event store', error);
      }
    },

    async read(key) {
      const get = new GetCommand({ TableName: eventsTable, Key: { ...key }, ConsistentRead: true });
      try {
        const { Item } = await client.send(get);
        return Item === undefined ? undefined : decodeEvent(Item);
      } catch (error) {
        throw fromAwsError('the event store', error);
      }
    },
  };
}
