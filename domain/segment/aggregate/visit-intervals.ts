import type { TrackingEvent } from '../../event/tracking-event.ts';
import { type CompiledSelector, compileSelector } from '../matcher/compile-selector.ts';
import { readPath } from '../matcher/read-path.ts';
import { REFOLD } from './aggregate.ts';
import type { VisitRule } from './aggregate-spec.ts';

/** So many of the latest visits are remembered: a late event may join two of them. */
export const VISITS = 4;

/** From the first to the last event of a visit. */
export type Visit = readonly [start: number, end: number];

/** Ascending and apart: from the end of one to the start of the next it is longer than a visit outlasts its last event. */
export type Visits = readonly Visit[];

/** Makes the test for events that begin a visit, or go on with it: those with a venue. */
export function compileVisitSelector(rule: VisitRule, zone: string): CompiledSelector {
  const isMatch = compileSelector(rule.begins, zone);
  return (event: TrackingEvent) => isMatch(event) && readPath(event.properties, ['venue']).length > 0;
}

/** The latest visits with one more event: the very same where it came during one. May answer 'refold', as uniteVisits. */
export function withVisitEvent(visits: Visits, time: number, rule: VisitRule): Visits | typeof REFOLD {
  const isDuring = visits.some(([start, end]) => start <= time && time <= end);
  const isLongBefore = time + rule.endsAfterMilliseconds < knownFrom(visits);
  return isDuring || isLongBefore ? visits : uniteVisits(visits, [[time, time]], rule);
}

/**
 * The latest visits of both.
 * @returns 'refold' where a visit that was forgotten may reach into one of them, or become one of them
 */
export function uniteVisits(
  a: Visits,
  b: Visits,
  { endsAfterMilliseconds }: VisitRule,
): Visits | typeof REFOLD {
  const united: Visit[] = [];
  for (const [start, end] of [...a, ...b].sort((left, right) => left[0] - right[0])) {
    const last = united.at(-1);
    if (last === undefined || start - last[1] > endsAfterMilliseconds) united.push([start, end]);
    else united[united.length - 1] = [last[0], Math.max(last[1], end)];
  }
  const latest = united.slice(-VISITS);
  const known = Math.max(knownFrom(a), knownFrom(b));
  const isKnown = known === -Infinity || (latest.length === VISITS && (latest[0]?.[0] ?? 0) >= known);
  return isKnown ? latest : REFOLD;
}

/** Before the oldest of as many visits as are remembered, others may be forgotten. */
function knownFrom(visits: Visits): number {
  return visits.length < VISITS ? -Infinity : (visits[0]?.[0] ?? -Infinity);
}

/** When the latest visit begins, and when it is over. */
export function latestVisit(visits: Visits, rule: VisitRule): { start: number; until: number } | undefined {
  const last = visits.at(-1);
  return last && { start: last[0], until: last[1] + rule.endsAfterMilliseconds };
}
