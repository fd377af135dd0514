import type { JsonValue } from '../../event/json.ts';
import { compileMatcher } from '../matcher/compile-matcher.ts';
import type { Asking } from './asking.ts';
import type { MeasureCondition } from './condition.ts';
import { followTurns } from './follow-turns.ts';
import { measureRecent, measureRecentChangesAt } from './measure-recent.ts';
import { aggregateChangesAt, aggregateValue } from './read-aggregate.ts';
import { earlier, type Verdict } from './verdict.ts';

/** Whether one value of events matches; a missing one matches nothing. */
export function evaluateMeasure(asking: Asking, condition: MeasureCondition): Verdict {
  const matches = compileMatcher(condition.matcher, asking.active.program.timezone);
  return followTurns(asking.now, (moment) => {
    const then = { ...asking, now: moment };
    const value = measuredValue(then, condition);
    const { holds, changesAt } = matches(value === undefined ? [] : [value], moment);
    return { holds, changesAt: earlier(changesAt, changesOf(then, condition)) };
  });
}

/** The value that a measure condition asks about, as it is now; undefined: there is none. */
export function measuredValue(asking: Asking, condition: MeasureCondition): JsonValue | undefined {
  const value =
    condition.since === undefined
      ? aggregateValue(asking, condition.aggregate)
      : measureRecent(asking, condition);
  return condition.measure === 'unique' && Array.isArray(value) ? value.length : value;
}

function changesOf(asking: Asking, condition: MeasureCondition): number | null {
  return condition.since === undefined
    ? aggregateChangesAt(asking, condition.aggregate)
    : measureRecentChangesAt(asking, condition);
}
