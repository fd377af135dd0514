import type { JsonValue } from '../../event/json.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import {
  compileVisitSelector,
  latestVisit,
  uniteVisits,
  type Visits,
  withVisitEvent,
} from './visit-intervals.ts';

type VisitSpec = Extract<AggregateSpec, { readonly kind: 'visit' }>;

/**
 * When the visit that is under way began. A visit lasts while its events follow each other closely enough, and is under
 * way until so long after the last. The state is the first and last moments of the latest 4 visits.
 */
export function createVisitAggregate({ visit }: VisitSpec, zone: string): Aggregate {
  const isVisit = compileVisitSelector(visit, zone);
  const visitsOf = (state: JsonValue | undefined) => (state ?? []) as unknown as Visits;
  return {
    add(state, event) {
      if (!isVisit(event)) return state;
      const before = visitsOf(state);
      const after = withVisitEvent(before, event.time, visit);
      return after === before ? state : (after as unknown as JsonValue);
    },
    merge: (a, b) => uniteVisits(visitsOf(a), visitsOf(b), visit) as unknown as JsonValue,
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
