import { MaitredError } from '../error/maitred-error.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/active-program.ts';
import { announceMatch } from './announce-match.ts';
import { type Draft, evaluateDraft } from './draft.ts';
import { foldEvent } from './fold-event.ts';
import { NO_MARKS, sealMarks, standingOf } from './fold-marks.ts';
import { UNSETTLED } from './merge-profiles.ts';
import type { Profile } from './profile.ts';
import { compareText } from './stamped.ts';

/** The lateness that an event trigger accepts: what is older is not announced again. */
export const LATENESS_MILLISECONDS = 3_600_000;
/** Past so many events that had not been counted, they are folded at once and evaluated at the end. */
const MAXIMUM_EVALUATED_ONE_BY_ONE = 100;

/**
 * Folds a person from nothing, from all their events. Contacts, memberships and identifiers are carried over; the rest
 * is what folding each event once gives, in whatever order they came. Events that the marks did not know are announced;
 * if the profile was folded with another set of aggregates, what was counted is evaluated in silence first, so that a
 * deploy by itself begins no journey.
 * @param history all events of all the person's identifiers, read after the profile was
 * @param start when the invocation began, before anything was read
 */
export function refoldDraft(
  active: ActiveProgram,
  draft: Draft,
  history: readonly TrackingEvent[],
  start: number,
): void {
  const before = draft.profile;
  const division = divide(before, history);
  const isAdopting = isOfOtherAggregates(active, before) && before.program.aggregates !== UNSETTLED;
  draft.isChanged = true;
  draft.isRefolded = true;
  draft.profile = foldAll(active, emptied(active, before), division.counted);
  if (isAdopting || division.hasPast) evaluateDraft(active, draft, start, 'all', 'silence');
  foldLive(active, draft, division, start);
  announce(active, draft, before, division.live, start);
  draft.profile = { ...draft.profile, identifiers: sealAll(before, history, start) };
}

/** True if the state's aggregates are not those of the program: it was folded by another one, or is unsettled. */
export function isOfOtherAggregates(active: ActiveProgram, profile: Profile): boolean {
  return profile.program.aggregates !== active.program.aggregatesDigest;
}

interface Division {
  /** What is in the state already, and history, which is taken in without a word. */
  readonly counted: readonly TrackingEvent[];
  /** The rest, in the order of their receipt. */
  readonly live: readonly TrackingEvent[];
  /** Whether there is history that was not in the state. */
  readonly hasPast: boolean;
}

function divide(profile: Profile, history: readonly TrackingEvent[]): Division {
  const isCounted = (event: TrackingEvent) => standingOf(marksOf(profile, event), event) === 'counted';
  const uncounted = history.filter((event) => !isCounted(event));
  const live = uncounted.filter((event) => !event.isHistory).sort(byReceipt);
  return {
    counted: history.filter((event) => event.isHistory || isCounted(event)),
    live,
    hasPast: live.length < uncounted.length,
  };
}

const marksOf = (profile: Profile, event: TrackingEvent) =>
  profile.identifiers[event.key.identifier] ?? NO_MARKS;

function emptied(active: ActiveProgram, profile: Profile): Profile {
  return {
    ...profile,
    program: { ordinal: active.program.ordinal, aggregates: active.program.aggregatesDigest },
    aggregates: {},
    traits: {},
    surroundings: {},
    consent: {},
    devices: {},
  };
}

/** Folds by (time, messageId): in that order no aggregate may answer that it cannot tell. */
function foldAll(active: ActiveProgram, empty: Profile, events: readonly TrackingEvent[]): Profile {
  const ordered = [...events].sort(byTime);
  const [first] = ordered;
  let profile = first === undefined ? empty : { ...empty, firstSeen: first.time, lastSeen: first.time };
  for (const event of ordered) {
    const folded = foldEvent(active, profile, event);
    if (folded === 'refold') throw new UnfoldableError(event);
    profile = folded.profile;
  }
  return profile;
}

/** Thrown where an aggregate breaks its promise: in the order of time it can always tell. */
class UnfoldableError extends MaitredError {
  constructor(event: TrackingEvent) {
    super(`event ${event.messageId} cannot be folded even in the order of time`, {
      code: 'unfoldable',
      retryable: false,
      status: 500,
    });
  }
}

/** Evaluates after each live event while their number and the bounded states allow it; in the end the state is that of all. */
function foldLive(active: ActiveProgram, draft: Draft, { live, counted }: Division, start: number): void {
  const complete = foldAll(active, emptied(active, draft.profile), [...counted, ...live]);
  for (const event of live.length > MAXIMUM_EVALUATED_ONE_BY_ONE ? [] : live) {
    const folded = foldEvent(active, draft.profile, event);
    if (folded === 'refold') break;
    draft.profile = folded.profile;
    evaluateDraft(active, draft, Math.max(start, event.receivedAt), 'all', event);
  }
  const { segments, nextChanges } = draft.profile;
  draft.profile = { ...complete, segments, nextChanges };
  const last = live.at(-1);
  evaluateDraft(active, draft, Math.max(start, last?.receivedAt ?? start), 'all', last ?? 'time');
}

/** Tells which campaigns the events match that had not been counted; those in doubt may have been told before. */
function announce(
  active: ActiveProgram,
  draft: Draft,
  before: Profile,
  live: readonly TrackingEvent[],
  start: number,
): void {
  for (const event of live) {
    if (event.time < start - LATENESS_MILLISECONDS) continue;
    const isInDoubt = standingOf(marksOf(before, event), event) === 'in doubt';
    announceMatch(active, draft, event, { at: Math.max(start, event.receivedAt), isRepeat: isInDoubt });
  }
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

function byTime(a: TrackingEvent, b: TrackingEvent): number {
  return a.time - b.time || compareText(a.messageId, b.messageId) || byKey(a, b);
}

function byReceipt(a: TrackingEvent, b: TrackingEvent): number {
  return a.receivedAt - b.receivedAt || byTime(a, b);
}

function byKey(a: TrackingEvent, b: TrackingEvent): number {
  return compareText(a.key.identifier, b.key.identifier) || compareText(a.key.sort, b.key.sort);
}
