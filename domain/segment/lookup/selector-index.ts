import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { EventSelector } from '../aggregate/aggregate-spec.ts';
import type { PathMatcher } from '../matcher/matcher.ts';
import { createMatcherIndex, type Found, type Indexed } from './matcher-index.ts';

/** Finds what an event may match, by its name and by one test of each selector. */
export interface SelectorIndex<Item> {
  /** All names of events that any selector gives. */
  readonly names: readonly string[];
  /** Every item that has a selector that the event matches, and few others; each once. */
  find(event: TrackingEvent): readonly Item[];
  /** The same, apart: of what is certain the event matches a selector. */
  decide(event: TrackingEvent): Readonly<Found<Item>>;
}

/** No event is sent under this name: names are never empty. */
const ANY_EVENT = '';
const NOTHING: Found<never> = { certain: [], possible: [] };

/** Indexes items by their selectors; an item may have several. */
export function createSelectorIndex<Item>(
  all: readonly { readonly item: Item; readonly of: EventSelector }[],
): SelectorIndex<Item> {
  const byName = new Map<string, Indexed<Item>[]>();
  for (const { item, of } of all) {
    const indexed = { item, where: of.where.map(fromEvent), asksMore: of.after !== undefined };
    for (const name of of.names.length > 0 ? of.names : [ANY_EVENT]) {
      const sameName = byName.get(name);
      if (sameName === undefined) byName.set(name, [indexed]);
      else sameName.push(indexed);
    }
  }
  const finders = new Map([...byName].map(([name, indexed]) => [name, createMatcherIndex(indexed)]));
  const findAny = finders.get(ANY_EVENT);
  const decide = (event: TrackingEvent): Readonly<Found<Item>> => {
    if (event.name === undefined) return NOTHING;
    const findNamed = finders.get(event.name);
    if (findNamed === undefined && findAny === undefined) return NOTHING;
    const found: Found<Item> = { certain: [], possible: [] };
    findNamed?.(event as unknown as JsonValue, found);
    findAny?.(event as unknown as JsonValue, found);
    return eachOnce(found);
  };
  return {
    names: [...byName.keys()].filter((name) => name !== ANY_EVENT),
    decide,
    find(event) {
      const { certain, possible } = decide(event);
      return certain.length === 0 ? possible : [...certain, ...possible];
    },
  };
}

/** What is certain need not be asked as well. */
function eachOnce<Item>({ certain, possible }: Found<Item>): Found<Item> {
  if (certain.length + possible.length < 2) return { certain, possible };
  const decided = new Set(certain);
  const others = new Set(possible.filter((item) => !decided.has(item)));
  return { certain: [...decided], possible: [...others] };
}

/** Paths begin in the properties, or in the context where they say so. */
function fromEvent({ path, matcher }: PathMatcher): PathMatcher {
  return { path: path[0] === 'context' ? path : ['properties', ...path], matcher };
}
