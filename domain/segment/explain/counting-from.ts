import type { JsonValue } from '../../event/json.ts';
import { latestVisit, type Visits } from '../aggregate/visit-intervals.ts';
import type { Asking } from '../condition/asking.ts';
import type {
  Condition,
  EventCondition,
  MatchingCondition,
  MeasureCondition,
  MessageCondition,
  SequenceCondition,
} from '../condition/condition.ts';
import { beginningsOf } from '../condition/evaluate-event.ts';
import { aggregateValue } from '../condition/read-aggregate.ts';

type Counting = EventCondition | MatchingCondition | MeasureCondition | SequenceCondition | MessageCondition;

/** From where on events count for a condition. */
export interface CountingFrom {
  /** Only what is later counts; `Infinity`: nothing does. */
  readonly after: number;
  /** Only what is no later counts. */
  readonly until: number;
  /** The moment of what it counts since; null: that never happened; undefined: it does not say since when. */
  readonly since?: number | null;
}

/** Which span of time counts now by `since` and the visit; `within` is not part of it. */
export function countingFrom(asking: Asking, condition: Counting): CountingFrom {
  const { now } = asking;
  const begun = momentOf(asking, condition);
  if (begun === undefined) return { after: Number.NEGATIVE_INFINITY, until: now };
  if (begun === null) return { after: Number.POSITIVE_INFINITY, until: now, since: null };
  const { moment, isIncluded, spanMilliseconds = Number.POSITIVE_INFINITY } = begun;
  return {
    after: isIncluded ? moment - 1 : moment,
    until: Math.min(now, moment + spanMilliseconds),
    since: moment,
  };
}

/** Something that counting began at: what happened at that very moment counts only where it is included. */
interface Begun {
  readonly moment: number;
  readonly isIncluded: boolean;
  readonly spanMilliseconds?: number | undefined;
}

function momentOf(asking: Asking, condition: Counting): Begun | null | undefined {
  switch (condition.kind) {
    case 'event':
    case 'matching':
      return momentOfEvents(asking, condition);
    case 'measure':
      return momentOfMeasure(asking, condition);
    case 'sequence':
      return later(
        condition.since && begunAfter(asking.entryAt),
        condition.visit === undefined ? undefined : begunWith(aggregateValue(asking, condition.visit)),
      );
    case 'message':
      return condition.since && begunAfter(asking.entryAt);
  }
}

function momentOfEvents(asking: Asking, condition: EventCondition | MatchingCondition) {
  const spec = asking.active.program.aggregates[condition.aggregate];
  const opened =
    spec?.kind === 'times-since'
      ? begunAfter(
          stateOf<{ since: number | null }>(asking, condition.aggregate)?.since,
          spec.spanMilliseconds,
        )
      : undefined;
  return later(opened, momentOfSince(asking, condition));
}

function momentOfSince(asking: Asking, condition: EventCondition | MatchingCondition) {
  const moment = beginningsOf(asking, condition)?.findLast((time) => time <= asking.now);
  if (moment === undefined)
    return condition.since === undefined && condition.visit === undefined ? undefined : null;
  const visit = condition.visit === undefined ? undefined : aggregateValue(asking, condition.visit);
  // What happens at the beginning of a visit, and at a date, counts: they are told as the moment just before.
  const included = [visit, condition.since?.kind === 'moment' ? condition.since.at : undefined];
  return included.includes(moment + 1) ? begunWith(moment + 1) : begunAfter(moment);
}

function momentOfMeasure(asking: Asking, { aggregate, since }: MeasureCondition): Begun | null | undefined {
  if (since !== undefined) return begunAfter(asking.entryAt);
  const spec = asking.active.program.aggregates[aggregate];
  if (spec?.kind !== 'measure-since') return undefined;
  switch (spec.since.kind) {
    case 'event':
      return begunAfter(
        stateOf<{ after: number | null }>(asking, aggregate)?.after,
        spec.since.spanMilliseconds,
      );
    case 'entry':
      return begunAfter(asking.entry(spec.since.aggregate).last);
    case 'visit': {
      const visits = stateOf<{ visits: Visits }>(asking, aggregate)?.visits ?? [];
      const latest = latestVisit(visits, spec.since.visit);
      const isUnderWay = latest !== undefined && latest.start <= asking.now && asking.now < latest.until;
      return isUnderWay ? begunWith(latest.start) : null;
    }
  }
}

function stateOf<State>({ profile }: Asking, id: string): State | undefined {
  return profile.aggregates[id] as unknown as State | undefined;
}

function begunAfter(moment: number | null | undefined, spanMilliseconds?: number): Begun | null {
  return moment === null || moment === undefined ? null : { moment, isIncluded: false, spanMilliseconds };
}

function begunWith(moment: JsonValue | undefined): Begun | null {
  return typeof moment === 'number' ? { moment, isIncluded: true } : null;
}

/** Of two that must both have begun, the later. */
function later(a: Begun | null | undefined, b: Begun | null | undefined): Begun | null | undefined {
  if (a === null || b === null) return null;
  if (a === undefined || b === undefined) return a ?? b;
  return a.moment >= b.moment ? a : b;
}

/** Whether a condition counts events from some moment on. */
export function isCounting(condition: Condition): condition is Counting {
  return ['event', 'matching', 'measure', 'sequence', 'message'].includes(condition.kind);
}
