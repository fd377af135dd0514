import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/active-program.ts';
import { type Draft, evaluateDraft, signalBytes } from './draft.ts';
import { evaluateQuietly } from './evaluate-quietly.ts';
import { foldEvent } from './fold-event.ts';
import { byTime, emptyState, foldHistory } from './fold-history.ts';
import { NO_MARKS, sealMarks, standingOf } from './fold-marks.ts';
import { includeExisting } from './include-existing.ts';
import { isOfOtherAggregates } from './of-other-aggregates.ts';
import type { Profile } from './profile.ts';
import { UNSETTLED } from './unfolded.ts';

/** Past so many events that had not been counted, they are folded at once and evaluated at the end. */
const MAXIMUM_EVALUATED_ONE_BY_ONE = 100;
/** And once what they do takes so many bytes of signals, the rest of them. */
const MAXIMUM_SIGNAL_BYTES = 48 * 1024;

/**
 * Folds a person from nothing, from all their events. Contacts, memberships and identifiers are carried over; the rest
 * is what folding each event once gives, in whatever order they came. Which segments that changes is told, but not if
 * the profile was folded with another set of aggregates (a deploy by itself begins no journey), nor if history asks for
 * it or it is quiet: then only what certainly new events and time have changed. What events trigger is told with their
 * delivery.
 * @param history all events of all the person's identifiers, read after the profile was
 * @param moment `start`: when the invocation began, before anything was read; `isForHistory`: an event of history has
 * come of which it is in doubt whether it is in the state; `isQuiet`: it mends a state, which is no news about the guest
 */
export function refoldDraft(
  active: ActiveProgram,
  draft: Draft,
  history: readonly TrackingEvent[],
  { start, isForHistory, isQuiet = false }: { start: number; isForHistory: boolean; isQuiet?: boolean },
): void {
  const before = draft.profile;
  const { past, doubtful, live } = divide(before, history);
  const isUnsettled = before.program.aggregates === UNSETTLED;
  const isOlder = before.program.ordinal < active.program.ordinal;
  const isAdopting = isOfOtherAggregates(active, before) && (!isUnsettled || isOlder);
  const isSilent = isQuiet || isAdopting || (isForHistory && !isUnsettled);
  draft.isChanged = true;
  draft.isRefolded = true;
  draft.profile = foldHistory(active, emptyState(active, before), past);
  if (isSilent) evaluateQuietly(active, draft, start);
  else evaluateDraft(active, draft, start, 'all', causeAmong(doubtful));
  if (isOlder) includeExisting(active, draft, before, start);
  foldLive(active, draft, { past, live }, start);
  draft.profile = { ...draft.profile, identifiers: sealAll(before, history, start) };
}

/** History changes segments in silence, so it must not stand for the others. */
function causeAmong(doubtful: readonly TrackingEvent[]): TrackingEvent | 'time' {
  return doubtful.findLast((event) => !event.isHistory) ?? 'time';
}

interface Division {
  /** What is in the state, or may be, and history, which triggers nothing. */
  readonly past: readonly TrackingEvent[];
  /** Of those, the ones that may not be in the state. */
  readonly doubtful: readonly TrackingEvent[];
  /** What is certainly new, in the order of its receipt. */
  readonly live: readonly TrackingEvent[];
}

function divide(profile: Profile, history: readonly TrackingEvent[]): Division {
  const standing = new Map(history.map((event) => [event, standingOf(marksOf(profile, event), event)]));
  const isLive = (event: TrackingEvent) => standing.get(event) === 'new' && !event.isHistory;
  return {
    past: history.filter((event) => !isLive(event)),
    doubtful: history.filter((event) => standing.get(event) === 'in doubt').sort(byReceipt),
    live: history.filter(isLive).sort(byReceipt),
  };
}

const marksOf = (profile: Profile, event: TrackingEvent) =>
  profile.identifiers[event.key.identifier] ?? NO_MARKS;

/** Evaluates after each live event while their number and the bounded states allow it; in the end the state is that of all. */
function foldLive(
  active: ActiveProgram,
  draft: Draft,
  { past, live }: Pick<Division, 'past' | 'live'>,
  start: number,
): void {
  const last = live.at(-1);
  if (last === undefined) return;
  const complete = foldHistory(active, emptyState(active, draft.profile), [...past, ...live]);
  for (const event of live.length > MAXIMUM_EVALUATED_ONE_BY_ONE ? [] : live) {
    if (signalBytes(draft) > MAXIMUM_SIGNAL_BYTES) break;
    const folded = foldEvent(active, draft.profile, event);
    if (folded === 'refold') break;
    draft.profile = folded.profile;
    evaluateDraft(active, draft, Math.max(start, event.receivedAt), 'all', event);
  }
  const { segments, nextChanges } = draft.profile;
  draft.profile = { ...complete, segments, nextChanges };
  evaluateDraft(active, draft, Math.max(start, last.receivedAt), 'all', last);
}

function sealAll(profile: Profile, history: readonly TrackingEvent[], start: number): Profile['identifiers'] {
  const eventsOf = Map.groupBy(history, (event) => event.key.identifier);
  return Object.fromEntries(
    Object.entries(profile.identifiers).map(([identifier, marks]) => [
      identifier,
      sealMarks(marks, eventsOf.get(identifier) ?? [], start),
    ]),
  );
}

function byReceipt(a: TrackingEvent, b: TrackingEvent): number {
  return a.receivedAt - b.receivedAt || byTime(a, b);
}
