import type { Asking } from './asking.ts';
import type { EventCondition, MatchingCondition, Since } from './condition.ts';
import { countVerdict, isInRange } from './count-verdict.ts';
import { aggregateChangesAt, aggregateTimes, aggregateValue } from './read-aggregate.ts';
import { earlier, type Verdict } from './verdict.ts';

/** How often the guest did it, within a window, after something; or did what agrees with something else. */
export function evaluateEvent(asking: Asking, condition: EventCondition | MatchingCondition): Verdict {
  const { count, withinMilliseconds } = condition;
  const since = beginningsOf(asking, condition);
  const counted = {
    times: aggregateTimes(asking, condition.aggregate),
    ...(since !== undefined && { since }),
    ...(withinMilliseconds !== undefined && { withinMilliseconds }),
  };
  const { holds, changesAt } = countVerdict(counted, count, asking.now);
  // From then on nothing counts: a flip only where it holds of some and not of none, or the other way round.
  const empties = isInRange(0, count) === holds ? null : emptiesAt(asking, condition);
  return { holds, changesAt: earlier(changesAt, empties) };
}

/** The moments only after the latest of which times count; none: nothing counts; undefined: all does. */
export function beginningsOf(
  asking: Asking,
  { since, visit }: EventCondition | MatchingCondition,
): readonly number[] | undefined {
  const beginnings = sinceMoments(asking, since);
  if (visit === undefined) return beginnings;
  const begun = aggregateValue(asking, visit) as number | undefined;
  if (begun === undefined) return [];
  // What happens at the beginning of the visit is part of it.
  const before = begun - 1;
  return beginnings === undefined ? [before] : beginnings.map((moment) => Math.max(moment, before));
}

function sinceMoments(asking: Asking, since: Since | undefined): readonly number[] | undefined {
  switch (since?.kind) {
    case undefined:
      return undefined;
    case 'event':
      return aggregateTimes(asking, since.aggregate);
    case 'segment':
      return presentOnly(asking.entry(since.aggregate).last);
    case 'moment':
      // What happens at that very moment counts.
      return [since.at - 1];
    case 'entry':
      return presentOnly(asking.entryAt);
  }
}

/** When time alone may empty what is counted: a visit ends, or a segment is entered anew. */
function emptiesAt(asking: Asking, { since, visit }: EventCondition | MatchingCondition): number | null {
  return earlier(
    visit === undefined ? null : aggregateChangesAt(asking, visit),
    since?.kind === 'segment' ? asking.entry(since.aggregate).changesAt : null,
  );
}

function presentOnly(moment: number | null | undefined): readonly number[] {
  return moment === null || moment === undefined ? [] : [moment];
}
