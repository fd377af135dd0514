import type { EventTrigger, Schedule, Trigger } from '../../campaign/trigger.ts';
import type { EventCondition, MatchingCondition } from '../../segment/condition/condition.ts';
import { parseCalendarDuration } from '../../time/duration.ts';
import { known } from '../known.ts';
import { type ScheduleSource, WEEKDAYS, type Weekday } from '../schema/schedule-schema.ts';
import type { EventTriggerSource, TriggerSource } from '../schema/trigger-schema.ts';
import { beginningOf, compileClock } from './compile-clock.ts';
import { compileEventCondition } from './compile-event-condition.ts';
import { measureSince } from './compile-measure.ts';
import type { ConditionScope } from './compile-scope.ts';
import { compileSelector } from './compile-selector.ts';

/** Where a guest is says little once it is over: these come by themselves, and begin nothing if they come late. */
const SIGHTINGS: readonly string[] = ['Beacon Entered', 'Beacon Left'];
const SIGHTING_LATENESS_MILLISECONDS = 5 * 60_000;
/** Of events that agree with another, or in a closed span, the latest are remembered: so many, since they may come out of order. */
const COUNTED_EVENTS = 8;

const NOT_BEFORE = { months: 0, milliseconds: 0 };

/** Compiles what begins a journey. */
export function compileTrigger(source: TriggerSource, scope: ConditionScope): Trigger {
  if ('segment' in source) {
    const { segment, schedule } = source;
    if (schedule === undefined) return { kind: 'segment', segment, on: source.on ?? 'entry' };
    return { kind: 'schedule', segment, schedule: compileSchedule(schedule, scope.zone) };
  }
  if ('event' in source) return compileEventTrigger(source, scope);
  return {
    kind: 'date',
    path: source.date.split('.'),
    isYearly: source.yearly ?? false,
    before: source.before === undefined ? NOT_BEFORE : known(parseCalendarDuration(source.before)),
    at: compileClock(source.at),
  };
}

function compileSchedule({ every, day, month, at }: ScheduleSource, zone: string): Schedule {
  switch (every) {
    case undefined:
      return { kind: 'once', at: beginningOf(at, zone), ...clockOf(at) };
    case 'day':
      return { kind: 'day', at: compileClock(at) };
    case 'week':
      return { kind: 'week', weekday: WEEKDAYS.indexOf(day as Weekday) + 1, at: compileClock(at) };
    case 'month':
      return { kind: 'month', day: Number(day), at: compileClock(at) };
    case 'year':
      return { kind: 'year', month: known(month), day: Number(day), at: compileClock(at) };
  }
}

/** Nothing of a text that names its zone: it is the same moment everywhere. */
function clockOf(at: string): { readonly clock?: number } {
  const clock = beginningOf(at, 'UTC');
  return clock === beginningOf(at, 'Asia/Tokyo') ? {} : { clock };
}

function compileEventTrigger(source: EventTriggerSource, scope: ConditionScope): EventTrigger {
  const { every, matching, since } = source;
  const of = compileSelector(source, scope.zone);
  const isCounted = matching !== undefined || since !== undefined;
  return {
    kind: 'event',
    of,
    ...latenessOf(source, of.names),
    ...(isCounted && { counted: compileCounted(source, scope) }),
    ...(every !== undefined && { every: { times: every, aggregate: countOf(source, scope) } }),
  };
}

function latenessOf(
  { late }: EventTriggerSource,
  names: readonly string[],
): Pick<EventTrigger, 'latenessMilliseconds'> {
  if (late === true) return { latenessMilliseconds: null };
  const isSighting = names.length > 0 && names.every((name) => SIGHTINGS.includes(name));
  return late === undefined && isSighting ? { latenessMilliseconds: SIGHTING_LATENESS_MILLISECONDS } : {};
}

/** A condition that counts events: the one that begins the journey must be among them. */
function compileCounted(
  source: EventTriggerSource,
  scope: ConditionScope,
): EventCondition | MatchingCondition {
  const { event, where, matching, since } = source;
  const isClosed = typeof since === 'object' && 'for' in since;
  const count = { atLeast: matching !== undefined || isClosed ? COUNTED_EVENTS : 1 };
  const condition = compileEventCondition({ event, where, matching, since, count }, scope);
  return { ...(condition as EventCondition | MatchingCondition), count: { atLeast: 1 } };
}

function countOf(source: EventTriggerSource, scope: ConditionScope): string {
  const of = compileSelector(source, scope.zone);
  const measured = { of, measure: 'count', property: null } as const;
  return scope.aggregates.add(measureSince(measured, { since: source.since }, scope));
}
