import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { fromAwsError } from './aws-error.ts';
import { decodeEvent } from './event-record.ts';

export interface EventsTable {
  readonly client: DynamoDBDocumentClient;
  readonly eventsTable: string;
}

/** What of an identifier's partition is read; `:identifier` stands for the identifier. */
export type EventQuery = Partial<QueryCommandInput>;

/** Reads one page of an identifier's events, consistently. @throws {UnavailableError} where a retry may help */
export async function queryEvents(
  { client, eventsTable }: EventsTable,
  identifier: string,
  query: EventQuery,
): Promise<{ events: TrackingEvent[]; last: Record<string, unknown> | undefined }> {
  const command = new QueryCommand({
    TableName: eventsTable,
    ConsistentRead: true,
    ...query,
    ExpressionAttributeValues: { ':identifier': identifier, ...query.ExpressionAttributeValues },
  });
  const answer = await client.send(command).catch((error: unknown) => {
    throw fromAwsError('the event history', error);
  });
  return { events: (answer.Items ?? []).map(decodeEvent), last: answer.LastEvaluatedKey };
}

/**
 * Reads all pages of an identifier's events.
 * @param isEnough told how many each page held; true ends the reading
 */
export async function queryAllEvents(
  table: EventsTable,
  identifier: string,
  query: EventQuery,
  isEnough: (read: number) => boolean = () => false,
): Promise<TrackingEvent[]> {
  const events: TrackingEvent[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await queryEvents(table, identifier, { ...query, ExclusiveStartKey: start });
    events.push(...page.events);
    if (isEnough(page.events.length)) break;
    start = page.last;
  } while (start !== undefined);
  return events;
}
