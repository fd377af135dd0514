import { fingerprint } from '../event/fingerprint.ts';
import { makeOwnEvent } from '../event/own-event.ts';
import type { Traced } from '../event/trace.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';

/** The event by which a guest joins or leaves a static list; only loading a list makes it. */
export const LIST_CHANGED = 'List Changed';

/** What a row of a list names: `namespace#value`, most trusted first. */
export type RowIdentifiers = readonly [string, ...string[]];

/** That a load of a list told of a row; told again it is the very same. */
export interface ListChange {
  readonly list: string;
  readonly identifiers: RowIdentifiers;
  readonly isMember: boolean;
  /** The load that told it first. */
  readonly ordinal: number;
  /** When that load says that it happened, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Makes the event of a change: it names all that the row does, as any event that names one guest by several identifiers.
 * @param stored `now`: when it is stored, which may be long after the load began
 */
export function makeListChanged(
  { list, identifiers, isMember, ordinal, at }: ListChange,
  { now, source, ...traced }: { readonly now: number; readonly source: string } & Traced,
): TrackingEvent {
  const id = fingerprint(JSON.stringify([list, identifiers, isMember, ordinal]));
  const event = makeOwnEvent({
    name: LIST_CHANGED,
    identifier: identifiers[0],
    identifiers,
    messageId: `list-${id}`,
    at,
    source,
    properties: { list, member: isMember },
    ...traced,
  });
  return { ...event, receivedAt: Math.max(now, at) };
}
