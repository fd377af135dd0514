import type { Watch } from '../campaign/contacts/contacts.ts';
import { watchKey } from '../campaign/contacts/watches.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { announceGoals } from './announce-watches.ts';
import type { Draft } from './draft.ts';
import { isOfOtherAggregates } from './of-other-aggregates.ts';
import type { Profile } from './profile.ts';
import { HistoryNeeded, type Moment } from './settle-draft.ts';
import { EMPTIED, UNSETTLED } from './unfolded.ts';

/** A goal that one looks out for and that others, who are about to be the same person, may have reached. */
export interface GoalOfOthers {
  readonly watch: Watch;
  /** Of the others: what they hold. */
  readonly identifiers: readonly string[];
}

/**
 * Finds the goals that may have been reached by another of those who become one. No event will tell them: it came while they
 * were others.
 * @param profiles of each, before they are one
 */
export function findGoalsOfOthers(
  active: ActiveProgram,
  profiles: readonly Profile[],
): readonly GoalOfOthers[] {
  return profiles.flatMap((profile) =>
    goalsOf(profile).flatMap((watch) => {
      const others = profiles.filter((other) => other !== profile && mayHaveReached(active, other, watch));
      const identifiers = others.flatMap((other) => Object.keys(other.identifiers));
      return identifiers.length === 0 ? [] : [{ watch, identifiers }];
    }),
  );
}

/**
 * Tells goals of the events that others reached them by. A state keeps only the newest times, history among them, so the
 * events are asked for. Where they are too many to be read here, the person is left to be folded anew, which tells it.
 * @param draft of the person they have become
 * @param event that made them one
 */
export function tellGoalsOfOthers(
  { active, workspace: { history, tooLong }, now }: Moment,
  draft: Draft,
  goals: readonly GoalOfOthers[],
  event: TrackingEvent,
): void {
  const kept = new Set(goalsOf(draft.profile).map(watchKey));
  const open = goals.filter(({ watch }) => kept.has(watchKey(watch)));
  // A fold from all events, which is to come, tells it too.
  if (open.length === 0 || isOfOtherAggregates(active, draft.profile)) return;
  const identifiers = Object.keys(draft.profile.identifiers);
  if (identifiers.some((identifier) => tooLong?.has(identifier))) {
    leaveToFold(draft, event);
    return;
  }
  if (identifiers.some((identifier) => !history?.has(identifier))) throw new HistoryNeeded(identifiers);
  for (const { watch, identifiers: others } of open) {
    const events = others.flatMap((identifier) => history?.get(identifier) ?? []);
    announceGoals(active, draft, { watches: [watch], events }, now);
  }
}

/** What an event of history has united is folded in silence. */
function leaveToFold(draft: Draft, event: TrackingEvent): void {
  const aggregates = event.isHistory === true ? EMPTIED : UNSETTLED;
  draft.profile = { ...draft.profile, program: { ...draft.profile.program, aggregates } };
  draft.isChanged = true;
}

function goalsOf({ contacts }: Profile): readonly Watch[] {
  return contacts.watches?.filter(({ kind }) => kind === 'goal') ?? [];
}

/** Whether a state leaves room for an event after the goal's beginning: of what came later it may say nothing. */
function mayHaveReached(active: ActiveProgram, other: Profile, { aggregate, from }: Watch): boolean {
  if (isOfOtherAggregates(active, other)) return true;
  const times = aggregate === undefined ? undefined : other.aggregates[aggregate];
  return Array.isArray(times) && times.some((time) => typeof time === 'number' && time > from);
}
