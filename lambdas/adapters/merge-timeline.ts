import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { encodePosition, type TimelinePosition } from './timeline-position.ts';

/** A page of a person's timeline, newest first. */
export interface TimelinePage {
  readonly events: readonly TrackingEvent[];
  /** Where the next page begins; absent after the last. */
  readonly cursor?: string;
}

interface Partition {
  readonly identifier: string;
  /** From the newest on. */
  readonly events: readonly TrackingEvent[];
  readonly hasMore: boolean;
}

/**
 * Merges what was read of each identifier to one page. Within a partition the order is that of the timestamps as sent;
 * between partitions, that of the corrected times.
 */
export function mergeTimeline(
  read: { readonly dated: readonly Partition[]; readonly undated: readonly TrackingEvent[] },
  position: TimelinePosition,
  limit: number,
): TimelinePage {
  const undated = read.undated.filter((event) => isAfter(event, position.undated)).sort(newestFirst);
  const lists = [...read.dated.map(({ events }) => events), undated];
  const taken = lists.map(() => 0);
  const events: TrackingEvent[] = [];
  while (events.length < limit) {
    const place = placeOfNewest(lists, taken);
    const next = lists[place]?.[taken[place] ?? 0];
    if (next === undefined) break;
    events.push(next);
    taken[place] = (taken[place] ?? 0) + 1;
  }
  const isDone =
    lists.every((list, place) => taken[place] === list.length) && !read.dated.some(({ hasMore }) => hasMore);
  return isDone
    ? { events }
    : { events, cursor: encodePosition(positionAfter(read.dated, undated, taken, position)) };
}

function placeOfNewest(lists: readonly (readonly TrackingEvent[])[], taken: readonly number[]): number {
  let newest = -1;
  for (const [place, list] of lists.entries()) {
    const head = list[taken[place] ?? 0];
    const best = newest < 0 ? undefined : lists[newest]?.[taken[newest] ?? 0];
    if (head !== undefined && (best === undefined || newestFirst(head, best) < 0)) newest = place;
  }
  return newest;
}

function positionAfter(
  dated: readonly Partition[],
  undated: readonly TrackingEvent[],
  taken: readonly number[],
  before: TimelinePosition,
): TimelinePosition {
  const entries = dated.flatMap(({ identifier, events, hasMore }, place): [string, string | null][] => {
    const count = taken[place] ?? 0;
    if (count === events.length && !hasMore) return [[identifier, null]];
    const last = events[count - 1]?.key.sort ?? before.dated[identifier];
    return last === undefined ? [] : [[identifier, last]];
  });
  const last = undated[(taken.at(-1) ?? 0) - 1];
  return {
    dated: Object.fromEntries(entries),
    undated: last === undefined ? before.undated : [last.time, last.messageId],
  };
}

function newestFirst(a: TrackingEvent, b: TrackingEvent): number {
  return b.time - a.time || (a.messageId < b.messageId ? 1 : -1);
}

function isAfter(event: TrackingEvent, undated: TimelinePosition['undated']): boolean {
  if (undated === null) return true;
  const [time, messageId] = undated;
  return event.time < time || (event.time === time && event.messageId < messageId);
}
