import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { type EventsTable, queryAllEvents } from './event-query.ts';

/** All events of some identifiers, or as many as were read before there were too many. */
export interface History {
  readonly events: ReadonlyMap<string, readonly TrackingEvent[]>;
  /** False if there are more than the limit. */
  readonly isComplete: boolean;
}

export interface EventHistory {
  /** Reads consistently every event of these identifiers, unless they are more than `limit` in all. */
  readAll(identifiers: readonly string[], options?: { limit?: number }): Promise<History>;
}

/** The Events table, to fold anew from. Throws UnavailableError where a retry may help. */
export function createEventHistory(table: EventsTable): EventHistory {
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
            [
              identifier,
              await queryAllEvents(table, identifier, { KeyConditionExpression }, isEnough),
            ] as const,
        ),
      );
      return { events: new Map(lists), isComplete: count <= limit };
    },
  };
}
