import { isOf, withoutWatches } from '../contacts/watches.ts';
import type { Decision } from './decision.ts';
import { type DecisionBasis, decisionOf, progressOf } from './journey-decision.ts';
import { traced } from './progress.ts';
import { GOAL_UNWATCHED } from './watch-goal.ts';

export const GOAL_REACHED = 'the goal was reached';

/**
 * Notes that a journey reached its goal, whether it is under way or over: of several events the first that is told.
 * @param basis.time of the event, in milliseconds since the epoch
 * @returns undefined if it was reached before, or the journey does not look out for it, or not at that time
 */
export function recordGoal(basis: DecisionBasis & { readonly time: number }): Decision | undefined {
  const { journey, profile, now, time } = basis;
  const isWatched = profile.contacts.watches?.some(
    (watch) => watch.kind === 'goal' && isOf(watch, journey) && watch.from < time && time <= watch.until,
  );
  if (isWatched !== true || journey.convertedAt !== undefined) return undefined;
  const start = progressOf(basis);
  const contacts = withoutWatches(start.contacts, journey, 'goal');
  const reached = { ...start, contacts, journey: { ...journey, convertedAt: time } };
  return decisionOf(basis, traced(reached, now, GOAL_REACHED));
}

/**
 * Notes on a journey that its goal is not looked out for any more: two became one who has too many.
 * @returns undefined if that is known, or there was none to look out for
 */
export function noteForgottenGoal(basis: DecisionBasis): Decision | undefined {
  const { journey, now } = basis;
  const isSaid = journey.trace.some(({ what }) => what === GOAL_UNWATCHED);
  if (isSaid || journey.convertedAt !== undefined) return undefined;
  return decisionOf(basis, traced(progressOf(basis), now, GOAL_UNWATCHED));
}
