import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { EventCondition, MatchingCondition } from '../../segment/condition/condition.ts';
import { ask } from '../../segment/condition/evaluate-condition.ts';
import { beginningsOf } from '../../segment/condition/evaluate-event.ts';
import { aggregateTimes } from '../../segment/condition/read-aggregate.ts';

/**
 * Tells whether an event is among those that a condition counts: after what it says `since`, and agreeing with another event
 * where it asks for that. How many it asks for does not matter.
 * @param profile with the event in its state
 * @param event one that the condition's selector matches
 * @param now in milliseconds since the epoch
 */
export function isCounted(
  active: ActiveProgram,
  condition: EventCondition | MatchingCondition,
  profile: Profile,
  event: { readonly time: number },
  now: number,
): boolean {
  const { aggregate, withinMilliseconds = Number.POSITIVE_INFINITY } = condition;
  const asking = ask(active, profile, now);
  // Of all that matches the selector only the latest are remembered: that it does is known.
  const isPlain = active.program.aggregates[aggregate]?.kind === 'times';
  if (!isPlain && !aggregateTimes(asking, aggregate).includes(event.time)) return false;
  if (event.time <= now - withinMilliseconds) return false;
  const beginnings = beginningsOf(asking, condition);
  return beginnings === undefined || beginnings.some((moment) => moment < event.time);
}
