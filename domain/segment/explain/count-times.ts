import type { Asking } from '../condition/asking.ts';
import type { EventCondition, MatchingCondition, MessageCondition } from '../condition/condition.ts';
import { messageTimes } from '../condition/evaluate-message.ts';
import { aggregateTimes } from '../condition/read-aggregate.ts';
import { countingFrom } from './counting-from.ts';

/** The times that count now, ascending. */
export interface CountedTimes {
  readonly times: readonly number[];
  /** All that is remembered counts, and no more would be: older ones may count as well. */
  readonly mayBeMore: boolean;
}

/** Which of the remembered times count now: within the window, since what it says. */
export function countTimes(
  asking: Asking,
  condition: EventCondition | MatchingCondition | MessageCondition,
): CountedTimes {
  const known = timesOf(asking, condition);
  const { after, until } = spanOf(asking, condition);
  const times = known.filter((time) => time > after && time <= until);
  const { aggregate } = condition;
  const spec = aggregate === undefined ? undefined : asking.active.program.aggregates[aggregate];
  const keep = spec !== undefined && 'keep' in spec ? spec.keep : Number.POSITIVE_INFINITY;
  return { times, mayBeMore: times.length === known.length && known.length >= keep };
}

/** Which span of time counts: (after, until]. */
export function spanOf(
  asking: Asking,
  condition: EventCondition | MatchingCondition | MessageCondition,
): { readonly after: number; readonly until: number } {
  const { after, until } = countingFrom(asking, condition);
  const { withinMilliseconds = Number.POSITIVE_INFINITY } = condition;
  return { after: Math.max(after, asking.now - withinMilliseconds), until };
}

function timesOf(
  asking: Asking,
  condition: EventCondition | MatchingCondition | MessageCondition,
): readonly number[] {
  return condition.kind === 'message'
    ? messageTimes(asking, condition)
    : aggregateTimes(asking, condition.aggregate);
}
