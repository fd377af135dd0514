import type { TrackingEvent } from '../event/tracking-event.ts';
import { announceRounds } from './announce-match.ts';
import { completedRounds, roundsReached } from './count-rounds.ts';
import type { Draft } from './draft.ts';
import { byTime } from './fold-history.ts';
import { isOfOtherAggregates } from './of-other-aggregates.ts';
import type { Profile } from './profile.ts';
import { HistoryNeeded, type Moment } from './settle-draft.ts';

/**
 * Counts how far rounds of events (`every`) have come before two become one, so that those can be told that neither has
 * completed: two of three purchases here, one there. The latest of the events stands for what completed it; where that came too
 * long ago, nothing is told, as of any event. The merge and what is told of it are written together, so each is told once.
 * @param profiles of those who become one, before they are
 * @returns what tells it of the draft that they have become, once its state is that of all; asked twice, it tells once. Where
 * the events are too many to be read here, it tells nothing
 */
export function roundsOfMerge(
  moment: Moment,
  profiles: readonly Profile[],
): (draft: Draft, event: TrackingEvent) => void {
  const { active, now } = moment;
  const isKnown = profiles.length > 1 && !profiles.some((profile) => isOfOtherAggregates(active, profile));
  if (active.roundTriggers.length === 0 || !isKnown) return () => {};
  const before = profiles.map((profile) => roundsReached(active, profile, now));
  const had = active.roundTriggers.map((_, place) =>
    before.reduce((sum, rounds) => sum + (rounds[place] ?? 0), 0),
  );
  let isTold = false;
  return (draft, event) => {
    if (isTold || draft.isDeferred || isOfOtherAggregates(active, draft.profile)) return;
    isTold = true;
    const isNone = roundsReached(active, draft.profile, now).every((is, place) => is <= (had[place] ?? 0));
    if (isNone || event.isHistory === true) return;
    tellAll(moment, draft, had);
  };
}

function tellAll({ active, workspace, now }: Moment, draft: Draft, had: readonly number[]): void {
  const { history, tooLong } = workspace;
  const identifiers = Object.keys(draft.profile.identifiers);
  if (identifiers.some((identifier) => tooLong?.has(identifier))) return;
  if (identifiers.some((identifier) => !history?.has(identifier))) throw new HistoryNeeded(identifiers);
  const events = identifiers
    .flatMap((identifier) => [...(history?.get(identifier) ?? [])])
    .filter(({ isHistory }) => isHistory !== true)
    .sort(byTime);
  const told = new Set(
    draft.signals.flatMap((signal) =>
      signal.type === 'Event Matched' ? Object.values(signal.rounds ?? {}) : [],
    ),
  );
  const rounds = completedRounds(active, draft.profile, { had, events }, now);
  announceRounds(
    draft,
    rounds.filter(({ name }) => !told.has(name)),
    now,
  );
}
