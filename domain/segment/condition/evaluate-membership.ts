import type { Asking } from './asking.ts';
import type { SegmentCondition } from './condition.ts';
import { FAILS, HOLDS, type Verdict, verdictOf } from './verdict.ts';

/** Whether the guest is in a segment, as the profile has it; or has been, so long, on the events' own time line. */
export function evaluateMembership(asking: Asking, condition: SegmentCondition): Verdict {
  const { segment, aggregate, forMilliseconds = 0 } = condition;
  if (aggregate === undefined) return verdictOf((asking.profile.segments[segment]?.since ?? null) !== null);
  const { since, changesAt } = asking.entry(aggregate);
  if (since === null)
    return changesAt === null ? FAILS : { holds: false, changesAt: changesAt + forMilliseconds };
  if (asking.now < since + forMilliseconds) return { holds: false, changesAt: since + forMilliseconds };
  return changesAt === null ? HOLDS : { holds: true, changesAt };
}
