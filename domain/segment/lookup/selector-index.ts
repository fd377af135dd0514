import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { EventSelector } from '../aggregate/aggregate-spec.ts';
import type { PathMatcher } from '../matcher/matcher.ts';
import { createMatcherIndex, type FindCandidates, type Indexed } from './matcher-index.ts';

/** Finds what an event may match, by its name and by one test of each selector. */
export interface SelectorIndex<Item> {
  /** All names of events that any selector gives. */
  readonly names: readonly string[];
  /** Every item that has a selector that the event matches, and few others; each once. */
  find(event: TrackingEvent): readonly Item[];
}

/** No event is sent under this name: names are never empty. */
const ANY_EVENT = '';
const NONE: readonly never[] = [];

/** Indexes items by their selectors; an item may have several. */
export function createSelectorIndex<Item>(
  all: readonly { readonly item: Item; readonly of: EventSelector }[],
): SelectorIndex<Item> {
  const byName = new Map<string, Indexed<Item>[]>();
  for (const { item, of } of all) {
    const indexed = { item, where: of.where.map(fromEvent) };
    for (const name of of.names.length > 0 ? of.names : [ANY_EVENT]) {
      const sameName = byName.get(name);
      if (sameName === undefined) byName.set(name, [indexed]);
      else sameName.push(indexed);
    }
  }
  const finders = new Map([...byName].map(([name, indexed]) => [name, createMatcherIndex(indexed)]));
  const findAny = finders.get(ANY_EVENT);
  return {
    names: [...byName.keys()].filter((name) => name !== ANY_EVENT),
    find(event) {
      const findNamed = event.name === undefined ? undefined : finders.get(event.name);
      if (event.name === undefined || (findNamed === undefined && findAny === undefined)) return NONE;
      return candidates(event, findNamed, findAny);
    },
  };
}

function candidates<Item>(
  event: TrackingEvent,
  findNamed: FindCandidates<Item> | undefined,
  findAny: FindCandidates<Item> | undefined,
): readonly Item[] {
  const found: Item[] = [];
  findNamed?.(event as unknown as JsonValue, found);
  findAny?.(event as unknown as JsonValue, found);
  return found.length > 1 ? [...new Set(found)] : found;
}

/** Paths begin in the properties, or in the context where they say so. */
function fromEvent({ path, matcher }: PathMatcher): PathMatcher {
  return { path: path[0] === 'context' ? path : ['properties', ...path], matcher };
}
