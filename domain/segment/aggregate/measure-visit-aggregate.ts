import type { JsonValue } from '../../event/json.ts';
import { earlier } from '../condition/verdict.ts';
import { compileSelector } from '../matcher/compile-selector.ts';
import { type Aggregate, REFOLD } from './aggregate.ts';
import type { Measured, VisitRule, Window } from './aggregate-spec.ts';
import { createMeasureWindow } from './create-measure-window.ts';
import { createMeasure } from './measure.ts';
import { createOpenedMeasureKeeper, NEVER_OPENED, type OpenedMeasure } from './opened-measure.ts';
import {
  compileVisitSelector,
  latestVisit,
  uniteVisits,
  type Visits,
  withVisitEvent,
} from './visit-intervals.ts';

interface MeasureVisitState extends OpenedMeasure {
  readonly visits: Visits;
}

/** One value of the matching events of the visit that is under way, its first moment included. */
export function createMeasureVisitAggregate(
  spec: Measured & Pick<Window, 'withinMilliseconds'>,
  visit: VisitRule,
  zone: string,
): Aggregate {
  const isMatch = compileSelector(spec.of, zone);
  const isVisit = compileVisitSelector(visit, zone);
  const monoid = createMeasure(spec);
  const window = createMeasureWindow(monoid, spec);
  const keeper = createOpenedMeasureKeeper({
    monoid,
    window,
    spanMilliseconds: Infinity,
    isForwardOnly: false,
  });
  const measuredAt = ({ visits, measured }: MeasureVisitState, now: number) => {
    const latest = latestVisit(visits, visit);
    return latest && latest.start <= now && now < latest.until ? (measured ?? undefined) : undefined;
  };

  return {
    add(state, event) {
      const before = stateOf(state);
      const visits = isVisit(event) ? withVisitEvent(before.visits, event.time, visit) : before.visits;
      const opened = visits === REFOLD ? REFOLD : keeper.openAfter(before, justBeforeLatest(visits, visit));
      if (visits === REFOLD || opened === REFOLD) return REFOLD;
      const part = isMatch(event) ? monoid.partOf(event) : undefined;
      const after = part === undefined ? opened : keeper.add(opened, event.time, part);
      return visits === before.visits && after === before ? state : toJson(visits, after);
    },
    merge(a, b) {
      const visits = uniteVisits(stateOf(a).visits, stateOf(b).visits, visit);
      if (visits === REFOLD) return REFOLD;
      const left = keeper.openAfter(stateOf(a), justBeforeLatest(visits, visit));
      const right = keeper.openAfter(stateOf(b), justBeforeLatest(visits, visit));
      return left === REFOLD || right === REFOLD ? REFOLD : toJson(visits, keeper.unite(left, right));
    },
    value: (state, now) => window.value(measuredAt(stateOf(state), now), now),
    changesAt(state, now) {
      const latest = latestVisit(stateOf(state).visits, visit);
      if (latest === undefined || now >= latest.until) return null;
      if (now < latest.start) return latest.start;
      return earlier(latest.until, window.changesAt(measuredAt(stateOf(state), now), now));
    },
  };
}

/** Moments are whole milliseconds: what is strictly after this is at the visit's first one or later. */
function justBeforeLatest(visits: Visits, rule: VisitRule): number | null {
  const latest = latestVisit(visits, rule);
  return latest === undefined ? null : latest.start - 1;
}

function stateOf(state: JsonValue | undefined): MeasureVisitState {
  return (state ?? { ...NEVER_OPENED, visits: [] }) as unknown as MeasureVisitState;
}

function toJson(visits: Visits, { after, measured, parts, forgotten }: OpenedMeasure): JsonValue {
  return { visits, after, measured, parts, forgotten } as unknown as JsonValue;
}
