import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { EventSelector } from '../aggregate/aggregate-spec.ts';
import { compileMatcher } from './compile-matcher.ts';
import type { PathMatcher } from './matcher.ts';
import { readPath } from './read-path.ts';

export type CompiledSelector = (event: TrackingEvent) => boolean;

/**
 * Makes a selector of events ready to run. Matchers that ask about the present (`withinLast`, `18 years ago`) ask as of
 * the event's own time, so that an event matches or not for ever.
 * @param zone of dates that name none
 */
export function compileSelector(selector: EventSelector, zone: string): CompiledSelector {
  const { names, after = Number.NEGATIVE_INFINITY } = selector;
  const isMet = allOf(selector.where.map((clause) => compileClause(clause, zone)));
  const [name] = names;
  // Without a list to follow: of ten thousand selectors none is in the processor's caches.
  if (names.length === 1) return (event) => event.name === name && event.time > after && isMet(event);
  return (event) => {
    if (event.name === undefined || (names.length > 0 && !names.includes(event.name))) return false;
    return event.time > after && isMet(event);
  };
}

function allOf(clauses: readonly CompiledSelector[]): CompiledSelector {
  const [only] = clauses;
  if (clauses.length === 1 && only !== undefined) return only;
  return (event) => {
    for (const isMet of clauses) if (!isMet(event)) return false;
    return true;
  };
}

function compileClause({ path, matcher }: PathMatcher, zone: string): CompiledSelector {
  const isContext = path[0] === 'context';
  const steps = isContext ? path.slice(1) : path;
  const test = compileMatcher(matcher, zone);
  return (event) => test(readPath(isContext ? event.context : event.properties, steps), event.time).holds;
}
