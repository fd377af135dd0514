import { compileMatcher } from '../matcher/compile-matcher.ts';
import type { Asking } from './asking.ts';
import type { AffinityCondition } from './condition.ts';
import { isInRange } from './count-verdict.ts';
import { followTurns } from './follow-turns.ts';
import { aggregateChangesAt, aggregateValue } from './read-aggregate.ts';
import { earlier, type Verdict } from './verdict.ts';

/** How many events have a property, and how many of those the value. */
export interface AffinityCounts {
  readonly all: number;
  readonly matched: number;
}

/** Whether enough of the events that have a property have the value; of none, no share is enough. */
export function evaluateAffinity(asking: Asking, condition: AffinityCondition): Verdict {
  const { share, count } = condition;
  const isShare = share && compileMatcher(share, asking.active.program.timezone);
  return followTurns(asking.now, (moment) => {
    const then = { ...asking, now: moment };
    const { all, matched } = countAffinity(then, condition);
    const isEnough = isShare === undefined || (all > 0 && isShare([matched / all], moment).holds);
    const changesAt = earlier(
      aggregateChangesAt(then, condition.all),
      aggregateChangesAt(then, condition.matched),
    );
    return { holds: isEnough && isInRange(matched, count), changesAt };
  });
}

/** The counts as they are now. */
export function countAffinity(asking: Asking, { all, matched }: AffinityCondition): AffinityCounts {
  const countOf = (id: string) => Number(aggregateValue(asking, id) ?? 0);
  return { all: countOf(all), matched: countOf(matched) };
}
