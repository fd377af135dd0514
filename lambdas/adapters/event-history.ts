import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { fromAwsError } from './aws-error.ts';
import { decodeEvent } from './event-record.ts';
import { mergeTimeline, type TimelinePage } from './merge-timeline.ts';
import { decodePosition, type TimelinePosition } from './timeline-position.ts';

/** All events of some identifiers, or as many as were read before there were too many. */
export interface History {
  readonly events: ReadonlyMap<string, readonly TrackingEvent[]>;
  /** False if there are more than the limit. */
  readonly isComplete: boolean;
}

export interface EventHistory {
  /** Reads consistently every event of these identifiers, unless they are more than `limit` in all. */
  readAll(identifiers: readonly string[], options?: { limit?: number }): Promise<History>;
  /** A page of the timeline, newest first. @throws {InvalidInputError} for a cursor that is not one of ours */
  readPage(
    identifiers: readonly string[],
    options: { limit: number; cursor?: string },
  ): Promise<TimelinePage>;
}

/** Sort keys of events that were sent without a timestamp; they come in no order. */
const UNDATED = '-#';
/** Sorts after all of those and before every date. */
const AFTER_UNDATED = '-$';

/** The Events table, many events at a time. Throws UnavailableError where a retry may help. */
export function createEventHistory(options: {
  readonly client: DynamoDBDocumentClient;
  readonly eventsTable: string;
}): EventHistory {
  const { client, eventsTable } = options;

  const query = async (identifier: string, input: Partial<QueryCommandInput>) => {
    const command = new QueryCommand({
      TableName: eventsTable,
      ConsistentRead: true,
      ...input,
      ExpressionAttributeValues: { ':identifier': identifier, ...input.ExpressionAttributeValues },
    });
    const answer = await client.send(command).catch((error: unknown) => {
      throw fromAwsError('the event history', error);
    });
    return { events: (answer.Items ?? []).map(decodeEvent), last: answer.LastEvaluatedKey };
  };

  const queryAll = async (
    identifier: string,
    input: Partial<QueryCommandInput>,
    isEnough: (read: number) => boolean = () => false,
  ): Promise<TrackingEvent[]> => {
    const events: TrackingEvent[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await query(identifier, { ...input, ExclusiveStartKey: start });
      events.push(...page.events);
      if (isEnough(page.events.length)) break;
      start = page.last;
    } while (start !== undefined);
    return events;
  };

  const readNewest = async (
    identifier: string,
    limit: number,
    position: TimelinePosition,
  ): Promise<{ identifier: string; events: TrackingEvent[]; hasMore: boolean }> => {
    const after = position.dated[identifier];
    if (after === null) return { identifier, events: [], hasMore: false };
    const page = await query(identifier, {
      KeyConditionExpression: 'identifier = :identifier AND sort >= :dated',
      ExpressionAttributeValues: { ':dated': AFTER_UNDATED },
      ScanIndexForward: false,
      Limit: limit,
      ...(after === undefined ? {} : { ExclusiveStartKey: { identifier, sort: after } }),
    });
    return { identifier, events: page.events, hasMore: page.last !== undefined };
  };

  const readUndated = (identifier: string) =>
    queryAll(identifier, {
      KeyConditionExpression: 'identifier = :identifier AND begins_with(sort, :undated)',
      ExpressionAttributeValues: { ':undated': UNDATED },
    });

  return {
    async readAll(identifiers, { limit = Number.POSITIVE_INFINITY } = {}) {
      let count = 0;
      const isEnough = (read: number) => {
        count += read;
        return count > limit;
      };
      const KeyConditionExpression = 'identifier = :identifier';
      const lists = await Promise.all(
        identifiers.map(
          async (identifier) =>
            [identifier, await queryAll(identifier, { KeyConditionExpression }, isEnough)] as const,
        ),
      );
      return { events: new Map(lists), isComplete: count <= limit };
    },

    async readPage(identifiers, { limit, cursor }) {
      const position = decodePosition(cursor);
      const [dated, undated] = await Promise.all([
        Promise.all(identifiers.map((identifier) => readNewest(identifier, limit, position))),
        Promise.all(identifiers.map(readUndated)),
      ]);
      return mergeTimeline({ dated, undated: undated.flat() }, position, limit);
    },
  };
}
