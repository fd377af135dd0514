import type { Asking } from './asking.ts';
import type { SequenceCondition } from './condition.ts';
import { aggregateChangesAt, aggregateValue } from './read-aggregate.ts';
import { earlier, FAILS, type Verdict } from './verdict.ts';

/** From and until when a match satisfies the condition. */
type Interval = readonly [from: number, until: number];

/** Whether any match of the steps began within the window, and has been quiet for as long as is asked. */
export function evaluateSequence(asking: Asking, condition: SequenceCondition): Verdict {
  const { withinMilliseconds = Number.POSITIVE_INFINITY, forMilliseconds = 0 } = condition;
  const after = startOf(asking, condition);
  if (after === undefined) return FAILS;
  const matches = (aggregateValue(asking, condition.aggregate) ?? []) as unknown as Interval[];
  const intervals = matches
    .filter(([first]) => first > after)
    .map(([first, last]): Interval => [last + forMilliseconds, first + withinMilliseconds]);
  const verdict = intervalsVerdict(intervals, asking.now);
  if (!verdict.holds || condition.visit === undefined) return verdict;
  return { holds: true, changesAt: earlier(verdict.changesAt, aggregateChangesAt(asking, condition.visit)) };
}

/** The first event must be after this moment; undefined: none can be. */
function startOf(asking: Asking, { since, visit }: SequenceCondition): number | undefined {
  const entryAt = since === undefined ? Number.NEGATIVE_INFINITY : asking.entryAt;
  const begun = visit === undefined ? Number.NEGATIVE_INFINITY : aggregateValue(asking, visit);
  return entryAt === undefined || typeof begun !== 'number' ? undefined : Math.max(entryAt, begun - 1);
}

/** Holds from the beginning of an interval until just before its end. */
function intervalsVerdict(intervals: readonly Interval[], now: number): Verdict {
  const lasting = intervals.filter(([from, until]) => from < until && now < until);
  const ascending = lasting.sort((a, b) => a[0] - b[0]);
  let end: number | undefined;
  for (const [from, until] of ascending) {
    if (from > (end ?? now)) break;
    end = Math.max(end ?? until, until);
  }
  if (end !== undefined) return { holds: true, changesAt: Number.isFinite(end) ? end : null };
  return { holds: false, changesAt: ascending[0]?.[0] ?? null };
}
