import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { type EventsTable, queryAllEvents, queryEvents } from './event-query.ts';
import { mergeTimeline, type TimelinePage } from './merge-timeline.ts';
import { AFTER_UNDATED, decodePosition, type TimelinePosition } from './timeline-position.ts';

export interface EventTimeline {
  /** A page of the timeline, newest first. @throws {InvalidInputError} for a cursor that is not one of ours */
  readPage(
    identifiers: readonly string[],
    options: { limit: number; cursor?: string },
  ): Promise<TimelinePage>;
}

/** Sort keys of events that were sent without a timestamp; they come in no order. */
const UNDATED = '-#';

/** The Events table, to be read as one person's timeline. Throws UnavailableError where a retry may help. */
export function createEventTimeline(table: EventsTable): EventTimeline {
  return {
    async readPage(identifiers, { limit, cursor }) {
      const position = decodePosition(cursor);
      const [dated, undated] = await Promise.all([
        Promise.all(identifiers.map((identifier) => readNewest(table, identifier, limit, position))),
        Promise.all(identifiers.map((identifier) => readUndated(table, identifier))),
      ]);
      return mergeTimeline({ dated, undated: undated.flat() }, position, limit);
    },
  };
}

async function readNewest(
  table: EventsTable,
  identifier: string,
  limit: number,
  position: TimelinePosition,
): Promise<{ identifier: string; events: TrackingEvent[]; hasMore: boolean }> {
  const after = position.dated[identifier];
  if (after === null) return { identifier, events: [], hasMore: false };
  const page = await queryEvents(table, identifier, {
    KeyConditionExpression: 'identifier = :identifier AND sort >= :dated',
    ExpressionAttributeValues: { ':dated': AFTER_UNDATED },
    ScanIndexForward: false,
    Limit: limit,
    ...(after === undefined ? {} : { ExclusiveStartKey: { identifier, sort: after } }),
  });
  return { identifier, events: page.events, hasMore: page.last !== undefined };
}

function readUndated(table: EventsTable, identifier: string): Promise<TrackingEvent[]> {
  return queryAllEvents(table, identifier, {
    KeyConditionExpression: 'identifier = :identifier AND begins_with(sort, :undated)',
    ExpressionAttributeValues: { ':undated': UNDATED },
  });
}
