import type { TrackingEvent } from '../event/tracking-event.ts';
import { announceMatch } from './announce-match.ts';
import { announceWatches } from './announce-watches.ts';
import { countRounds, type Round } from './count-rounds.ts';
import { type Draft, evaluateDraft } from './draft.ts';
import { foldEvent } from './fold-event.ts';
import { markFolded, NO_MARKS, type Standing, standingOf } from './fold-marks.ts';
import { isOfOtherAggregates } from './of-other-aggregates.ts';
import { type Moment, refoldOrDefer } from './settle-draft.ts';

/**
 * Takes one event into the person it belongs to, once: what is counted is skipped, what is in doubt is settled by
 * folding anew. What it triggers is told with its delivery, since a refold, which may have taken it in before, is silent
 * about it; where it cannot be known that it has not been told, as a repeat. Of rounds of events it is known.
 */
export function takeEvent(moment: Moment, draft: Draft, event: TrackingEvent): void {
  draft.covers.push(event.key);
  const standing = standingOf(draft.profile.identifiers[event.key.identifier] ?? NO_MARKS, event);
  let rounds: readonly Round[] = [];
  if (!draft.isDeferred) rounds = takeIn(moment, draft, event, standing);
  else if (standing === 'in doubt') draft.isRefoldNews ||= event.isHistory !== true;
  const isRepeat = standing !== 'new' || draft.isDeferred;
  const at = instantOf(moment, event);
  announceMatch(moment.active, draft, event, { at, isRepeat, rounds });
  announceWatches(moment.active, draft, event, at);
}

/** @returns the rounds of events that it has completed */
function takeIn(moment: Moment, draft: Draft, event: TrackingEvent, standing: Standing): readonly Round[] {
  // Brought to the program before it came, so that only its own merge can have unsettled it.
  const isUnsettled = isOfOtherAggregates(moment.active, draft.profile);
  if (standing === 'in doubt' || isUnsettled) refoldOrDefer(moment, draft, event);
  else if (standing === 'new') return foldNew(moment, draft, event);
  else if (draft.isUnevaluated || draft.hasNewIdentifiers)
    evaluateDraft(moment.active, draft, instantOf(moment, event), 'all', event);
  return [];
}

function foldNew(moment: Moment, draft: Draft, event: TrackingEvent): readonly Round[] {
  const { active } = moment;
  const at = instantOf(moment, event);
  const completedAfter = countRounds(active, draft.profile, event.isHistory ? [] : [event], at);
  const folded = foldEvent(active, draft.profile, event, draft.own);
  if (folded === 'refold') {
    refoldOrDefer(moment, draft, event);
    return [];
  }
  const { identifier } = event.key;
  const marks = markFolded(draft.profile.identifiers[identifier] ?? NO_MARKS, event);
  draft.isChanged = true;
  draft.profile = { ...folded.profile, identifiers: { ...folded.profile.identifiers, [identifier]: marks } };
  evaluateDraft(active, draft, at, folded.changed, event);
  return completedAfter(draft.profile);
}

/** A clock that lags must not hide an event that has just been folded. */
function instantOf({ now }: Moment, event: TrackingEvent): number {
  return Math.max(now, event.receivedAt);
}
