import { noteworthyName, pathsOf } from './names-of-event.ts';
import type { TrackingEvent } from './tracking-event.ts';

/** So many names of events are noted, and of each so many properties. */
export const MAXIMUM_SEEN_EVENTS = 1_000;
export const MAXIMUM_SEEN_PATHS = 100;
export const MAXIMUM_SEEN_TRAITS = 500;

/** Names that were ever received. */
export interface SeenNames {
  /** Dotted paths of properties, by the event's name. */
  readonly events: ReadonlyMap<string, ReadonlySet<string>>;
  /** Dotted paths. */
  readonly traits: ReadonlySet<string>;
}

/**
 * What events bring that is not known yet, as far as there is room for it.
 * @param known looked at, never changed
 */
export function newsAmong(known: SeenNames, events: readonly TrackingEvent[]): SeenNames {
  const found = new Map<string, Set<string>>();
  const traits = new Set<string>();
  for (const event of events) {
    const name = noteworthyName(event);
    if (name !== undefined) noteEvent(known, found, name, event);
    const room = MAXIMUM_SEEN_TRAITS - known.traits.size;
    for (const path of Object.keys(event.traits).length === 0 || room <= 0 ? [] : pathsOf(event.traits))
      if (!known.traits.has(path) && traits.size < room) traits.add(path);
  }
  return { events: found, traits };
}

function noteEvent(
  known: SeenNames,
  found: Map<string, Set<string>>,
  name: string,
  { properties }: TrackingEvent,
): void {
  const before = known.events.get(name);
  const room = MAXIMUM_SEEN_PATHS - (before?.size ?? 0);
  if (room <= 0) return;
  const newEvents = [...found.keys()].filter((each) => !known.events.has(each)).length;
  const isNew = before === undefined && !found.has(name);
  if (isNew && known.events.size + newEvents >= MAXIMUM_SEEN_EVENTS) return;
  const paths = found.get(name) ?? new Set<string>();
  for (const path of pathsOf(properties)) if (!before?.has(path) && paths.size < room) paths.add(path);
  if (isNew || paths.size > 0) found.set(name, paths);
}

/** Both together. */
export function uniteSeen(one: SeenNames, other: SeenNames): SeenNames {
  const events = new Map(one.events);
  for (const [name, paths] of other.events)
    events.set(name, new Set([...(events.get(name) ?? []), ...paths]));
  return { events, traits: new Set([...one.traits, ...other.traits]) };
}
