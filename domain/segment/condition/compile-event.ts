import type { ActiveProgram } from '../../playbook/active-program.ts';
import type { Asking } from './asking.ts';
import type { EventCondition, MatchingCondition } from './condition.ts';
import { countVerdict } from './count-verdict.ts';
import { evaluateEvent } from './evaluate-event.ts';
import type { Verdict } from './verdict.ts';

/** Makes a count of events ready to run: most ask nothing but the times that one aggregate remembers. */
export function compileEvent(
  active: ActiveProgram,
  condition: EventCondition | MatchingCondition,
): (asking: Asking) => Verdict {
  const { aggregate: id, count, withinMilliseconds, since, visit } = condition;
  if (since !== undefined || visit !== undefined) return (asking) => evaluateEvent(asking, condition);
  const aggregate = active.aggregates.get(id);
  const window = withinMilliseconds === undefined ? {} : { withinMilliseconds };
  return ({ profile, now }) => {
    const times = (aggregate?.value(profile.aggregates[id], now) ?? []) as number[];
    return countVerdict({ times, ...window }, count, now);
  };
}
