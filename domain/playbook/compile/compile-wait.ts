import type { WaitForDateStep, WaitForEventStep, WaitForTimeStep, WaitStep } from '../../campaign/step.ts';
import { aggregatesOf } from '../../segment/condition/find-dependencies.ts';
import { parseCalendarDuration } from '../../time/duration.ts';
import { known } from '../known.ts';
import { milliseconds } from '../milliseconds.ts';
import { CLOCK } from '../schema/clock-schema.ts';
import { readValuePath, type WaitUntilSource } from '../schema/wait-schema.ts';
import { compileClock } from './compile-clock.ts';
import { compileEventCondition } from './compile-event-condition.ts';
import type { ConditionScope } from './compile-scope.ts';

const NOT_BEFORE = { months: 0, milliseconds: 0 };

/** Compiles a wait: so long, or until a time of day, an event, or a date. */
export function compileWait(
  source: string | WaitUntilSource,
  id: string,
  scope: ConditionScope,
): WaitStep | WaitForTimeStep | WaitForEventStep | WaitForDateStep {
  if (typeof source === 'string') return { kind: 'wait', id, milliseconds: milliseconds(source) };
  const { until: asked, atMost, before } = source;
  if (typeof asked === 'object') {
    const until = compileEventCondition(asked, { ...scope, clock: 'journey' });
    const atMostMilliseconds = milliseconds(known(atMost));
    return { kind: 'wait for event', id, until, aggregates: aggregatesOf(until), atMostMilliseconds };
  }
  if (CLOCK.test(asked)) return { kind: 'wait for time', id, at: compileClock(asked) };
  const { of, path } = known(readValuePath(asked));
  const earlier = before === undefined ? NOT_BEFORE : known(parseCalendarDuration(before));
  return { kind: 'wait for date', id, of, path, before: earlier };
}
