import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { compileSelector } from '../matcher/compile-selector.ts';
import { type Aggregate, REFOLD } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { createMeasureWindow } from './create-measure-window.ts';
import { createMeasure } from './measure.ts';
import { createMeasureVisitAggregate } from './measure-visit-aggregate.ts';
import { createOpenedMeasureKeeper, NEVER_OPENED, type OpenedMeasure } from './opened-measure.ts';

export type MeasureSinceSpec = Extract<AggregateSpec, { readonly kind: 'measure-since' }>;

/**
 * One value of the matching events since something began: the latest of some event, the last entry that `openAt` tells,
 * or the visit under way. Besides that value the last 32 parts are remembered, for an opening that arrives late.
 */
export function createMeasureSinceAggregate(spec: MeasureSinceSpec, zone: string): Aggregate {
  const { since } = spec;
  switch (since.kind) {
    case 'event':
      return createSinceEvent(
        spec,
        since.spanMilliseconds ?? Infinity,
        compileSelector(since.of, zone),
        zone,
      );
    case 'entry':
      return createSinceEntry(spec, zone);
    case 'visit':
      return createMeasureVisitAggregate(spec, since.visit, zone);
  }
}

function createSinceEvent(
  spec: MeasureSinceSpec,
  spanMilliseconds: number,
  isOpening: (event: TrackingEvent) => boolean,
  zone: string,
): Aggregate {
  const { aggregate, keeper, addTo } = createCommon(spec, spanMilliseconds, true, zone);
  const openedBy = (opened: OpenedMeasure, time: number | null) =>
    keeper.openAfter(opened, latest(opened.after, time));
  return {
    ...aggregate,
    add(state, event) {
      const before = stateOf(state);
      const opened = isOpening(event) ? openedBy(before, event.time) : before;
      if (opened === REFOLD) return REFOLD;
      const after = addTo(opened, event);
      return after === before ? state : toJson(after);
    },
  };
}

function createSinceEntry(spec: MeasureSinceSpec, zone: string): Aggregate {
  const { aggregate, keeper, addTo } = createCommon(spec, Infinity, false, zone);
  return {
    ...aggregate,
    add(state, event) {
      const before = stateOf(state);
      const after = addTo(before, event);
      return after === before ? state : toJson(after);
    },
    openAt(state, moment) {
      const before = stateOf(state);
      const after = keeper.openAfter(before, moment);
      if (after === REFOLD) return REFOLD;
      return after === before ? state : toJson(after);
    },
  };
}

/** What does not depend on what opens it: the later of two openings holds. */
function createCommon(
  spec: MeasureSinceSpec,
  spanMilliseconds: number,
  isForwardOnly: boolean,
  zone: string,
) {
  const isMatch = compileSelector(spec.of, zone);
  const monoid = createMeasure(spec);
  const window = createMeasureWindow(monoid, spec);
  const keeper = createOpenedMeasureKeeper({ monoid, window, spanMilliseconds, isForwardOnly });
  const measuredOf = (state: JsonValue | undefined) => stateOf(state).measured ?? undefined;
  const addTo = (opened: OpenedMeasure, event: TrackingEvent): OpenedMeasure => {
    const part = isMatch(event) ? monoid.partOf(event) : undefined;
    return part === undefined ? opened : keeper.add(opened, event.time, part);
  };
  const aggregate: Omit<Aggregate, 'add'> = {
    merge(a, b) {
      const after = latest(stateOf(a).after, stateOf(b).after);
      const left = keeper.openAfter(stateOf(a), after);
      const right = keeper.openAfter(stateOf(b), after);
      return left === REFOLD || right === REFOLD ? REFOLD : toJson(keeper.unite(left, right));
    },
    value: (state, now) => window.value(measuredOf(state), now),
    changesAt: (state, now) => window.changesAt(measuredOf(state), now),
  };
  return { aggregate, keeper, addTo };
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function stateOf(state: JsonValue | undefined): OpenedMeasure {
  return (state ?? NEVER_OPENED) as unknown as OpenedMeasure;
}

function toJson(opened: OpenedMeasure): JsonValue {
  return opened as unknown as JsonValue;
}
