import type { ActiveProgram } from '../../playbook/program/active-program.ts';
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
  const timesOf = ({ profile, now }: Asking) =>
    (aggregate?.value(profile.aggregates[id], now) ?? NO_TIMES) as readonly number[];
  if (withinMilliseconds === undefined)
    return (asking) => countVerdict({ times: timesOf(asking) }, count, asking.now);
  return (asking) => countVerdict({ times: timesOf(asking), withinMilliseconds }, count, asking.now);
}

const NO_TIMES: readonly number[] = [];
