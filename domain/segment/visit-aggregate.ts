import type { JsonValue } from '../event/json.ts';
import type { Aggregate, REFOLD } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { compileVisitSelector, latestVisit, uniteVisits, type Visits } from './visit-intervals.ts';

type VisitSpec = Extract<AggregateSpec, { readonly kind: 'visit' }>;

/**
 * When the visit that is under way began. A visit lasts while its events follow each other closely enough, and is under
 * way until so long after the last. The state is the first and last moments of the latest 4 visits.
 */
export function createVisitAggregate({ visit }: VisitSpec, zone: string): Aggregate {
  const isVisit = compileVisitSelector(visit, zone);
  const visitsOf = (state: JsonValue | undefined) => (state ?? []) as unknown as Visits;
  const unite = (a: Visits, b: Visits) => uniteVisits(a, b, visit) as unknown as JsonValue | typeof REFOLD;
  return {
    add(state, event) {
      if (!isVisit(event) || isDuring(visitsOf(state), event.time)) return state;
      return unite(visitsOf(state), [[event.time, event.time]]);
    },
    merge: (a, b) => unite(visitsOf(a), visitsOf(b)),
    value(state, now) {
      const latest = latestVisit(visitsOf(state), visit);
      return latest && latest.start <= now && now < latest.until ? latest.start : undefined;
    },
    changesAt(state, now) {
      const latest = latestVisit(visitsOf(state), visit);
      if (latest === undefined || now >= latest.until) return null;
      return now < latest.start ? latest.start : latest.until;
    },
  };
}

function isDuring(visits: Visits, time: number): boolean {
  return visits.some(([start, end]) => start <= time && time <= end);
}
