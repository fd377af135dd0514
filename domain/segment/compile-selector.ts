import type { TrackingEvent } from '../event/tracking-event.ts';
import type { EventSelector } from './aggregate-spec.ts';
import { compileMatcher } from './compile-matcher.ts';
import { readPath } from './read-path.ts';

export type CompiledSelector = (event: TrackingEvent) => boolean;

/**
 * Makes a selector of events ready to run. Matchers that ask about the present (`withinLast`, `18 years ago`) ask as of
 * the event's own time, so that an event matches or not for ever.
 * @param zone of dates that name none
 */
export function compileSelector(selector: EventSelector, zone: string): CompiledSelector {
  const names = selector.names.length > 0 ? new Set(selector.names) : undefined;
  const after = selector.after ?? Number.NEGATIVE_INFINITY;
  const where = selector.where.map(({ path, matcher }) => ({
    isContext: path[0] === 'context',
    path: path[0] === 'context' ? path.slice(1) : path,
    test: compileMatcher(matcher, zone),
  }));
  return (event) => {
    if (event.name === undefined || (names !== undefined && !names.has(event.name))) return false;
    if (event.time <= after) return false;
    return where.every(({ isContext, path, test }) => {
      const found = readPath(isContext ? event.context : event.properties, path);
      return test(found, event.time).holds;
    });
  };
}
