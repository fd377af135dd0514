import type { TrackingEvent } from '../event/tracking-event.ts';
import { announceMatch } from './announce-match.ts';
import { type Draft, evaluateDraft } from './draft.ts';
import { foldEvent } from './fold-event.ts';
import { markFolded, NO_MARKS, standingOf } from './fold-marks.ts';
import { UNSETTLED } from './merge-profiles.ts';
import { type Moment, refoldOrDefer } from './settle-draft.ts';

/**
 * Takes one event into the person it belongs to, once: what is counted is skipped, what is in doubt is settled by
 * folding anew.
 */
export function takeEvent(moment: Moment, draft: Draft, event: TrackingEvent): void {
  draft.covers.push(event.key);
  if (draft.isDeferred) return;
  const marks = draft.profile.identifiers[event.key.identifier] ?? NO_MARKS;
  const standing = standingOf(marks, event);
  const isUnsettled = draft.profile.program.aggregates === UNSETTLED;
  if (standing === 'in doubt' || isUnsettled) refoldOrDefer(moment, draft);
  else if (standing === 'new') foldNew(moment, draft, event);
  else if (draft.isUnevaluated) evaluateDraft(moment.active, draft, instantOf(moment, event), 'all', event);
}

function foldNew(moment: Moment, draft: Draft, event: TrackingEvent): void {
  const { active } = moment;
  const folded = foldEvent(active, draft.profile, event);
  if (folded === 'refold') {
    refoldOrDefer(moment, draft);
    return;
  }
  const { identifier } = event.key;
  const marks = markFolded(draft.profile.identifiers[identifier] ?? NO_MARKS, event);
  draft.isChanged = true;
  draft.profile = { ...folded.profile, identifiers: { ...folded.profile.identifiers, [identifier]: marks } };
  const at = instantOf(moment, event);
  evaluateDraft(active, draft, at, folded.changed, event);
  announceMatch(active, draft, event, { at, isRepeat: false });
}

/** A clock that lags must not hide an event that has just been folded. */
function instantOf({ now }: Moment, event: TrackingEvent): number {
  return Math.max(now, event.receivedAt);
}
