import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { announceRounds } from './announce-match.ts';
import { announceGoals, announceWaits } from './announce-watches.ts';
import { countRounds } from './count-rounds.ts';
import { type Draft, evaluateDraft, signalBytes } from './draft.ts';
import { evaluateQuietly } from './evaluate-quietly.ts';
import { foldEvent } from './fold-event.ts';
import { byTime, emptyState, foldHistory } from './fold-history.ts';
import { NO_MARKS, sealMarks, standingOf } from './fold-marks.ts';
import { includeExisting } from './include-existing.ts';
import { isOfOtherAggregates } from './of-other-aggregates.ts';
import type { Profile } from './profile.ts';
import { MAXIMUM_SIGNAL_BYTES } from './signal-limits.ts';
import { tellOfFormer } from './tell-of-former.ts';
import { EMPTIED, UNSETTLED } from './unfolded.ts';

/** Past so many events that had not been counted, they are folded at once and evaluated at the end. */
const MAXIMUM_EVALUATED_ONE_BY_ONE = 100;

/**
 * Folds a person from nothing, from all their events. Contacts, memberships and identifiers are carried over; the rest
 * is what folding each event once gives, in whatever order they came. Which segments that changes is told, but not if
 * the profile was folded with another set of aggregates (a deploy by itself begins no journey), nor if history asks for
 * it or it is quiet: then only what certainly new events and time have changed. What events trigger is told with their
 * delivery, but for the rounds of events that are counted: those are told with the state that counts them.
 * @param history all events of all the person's identifiers, read after the profile was
 * @param moment `start`: when the invocation began, before anything was read; `event`: the one whose delivery asks for it;
 * `isQuiet`: it mends a state, which is no news about the guest
 */
export function refoldDraft(
  active: ActiveProgram,
  draft: Draft,
  history: readonly TrackingEvent[],
  {
    start,
    event,
    isQuiet = false,
  }: { readonly start: number; readonly event?: TrackingEvent | undefined; readonly isQuiet?: boolean },
): void {
  const before = draft.profile;
  const { past, doubtful, live } = divide(before, history);
  const isUnsettled = before.program.aggregates === UNSETTLED;
  const isOlder = before.program.ordinal < active.program.ordinal;
  const isAdopting = isOfOtherAggregates(active, before) && (!isUnsettled || isOlder);
  const isSilent = isQuiet || isAdopting || (event?.isHistory === true && !isUnsettled);
  draft.isChanged = true;
  draft.isRefolded = true;
  draft.profile = foldHistory(active, emptyState(active, before), past);
  if (isSilent) evaluateQuietly(active, draft, start);
  else evaluateDraft(active, draft, start, 'all', causeAmong(doubtful));
  if (!isSilent) tellNews(active, draft, before, { doubtful, event, start });
  // Of two who became one, the goals that either reached for the other: a count, also where nothing else is told.
  const { watches = [] } = before.contacts;
  if ([UNSETTLED, EMPTIED].includes(before.program.aggregates))
    announceGoals(active, draft, { watches, events: history }, start);
  if (isOlder) {
    tellOfFormer(active, draft, start);
    includeExisting(active, draft, before, start);
  }
  foldLive(active, draft, { past, live }, start);
  draft.profile = { ...draft.profile, identifiers: sealAll(before, history, start) };
}

/** What has become news beside segments: rounds that the events in doubt complete, and that a journey may have what it waits for. */
function tellNews(
  active: ActiveProgram,
  draft: Draft,
  before: Profile,
  {
    doubtful,
    event,
    start,
  }: {
    readonly doubtful: readonly TrackingEvent[];
    readonly event: TrackingEvent | undefined;
    readonly start: number;
  },
): void {
  const news = doubtful.filter(({ isHistory }) => isHistory !== true);
  const likeliest = news.find(({ key }) => event !== undefined && isSameKey(key, event.key));
  const events = likeliest === undefined ? news : [...news.filter((other) => other !== likeliest), likeliest];
  announceWaits(draft, events.at(-1), start);
  // Of two whose states could not be united, what each has told is not known.
  if (before.program.aggregates === UNSETTLED) return;
  announceRounds(draft, countRounds(active, before, events, start)(draft.profile), start);
}

function isSameKey(a: TrackingEvent['key'], b: TrackingEvent['key']): boolean {
  return a.identifier === b.identifier && a.sort === b.sort;
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
    // The rest of them is folded at once too.
    if (signalBytes(draft) > MAXIMUM_SIGNAL_BYTES) break;
    const at = Math.max(start, event.receivedAt);
    const completedAfter = countRounds(active, draft.profile, [event], at);
    const folded = foldEvent(active, draft.profile, event);
    if (folded === 'refold') break;
    draft.profile = folded.profile;
    evaluateDraft(active, draft, at, 'all', event);
    announceRounds(draft, completedAfter(draft.profile), at);
  }
  const at = Math.max(start, last.receivedAt);
  const completedAfter = countRounds(active, draft.profile, live, at);
  const { segments, nextChanges, nextDates, dateMemory } = draft.profile;
  draft.profile = { ...complete, segments, nextChanges, nextDates, dateMemory };
  evaluateDraft(active, draft, at, 'all', last);
  announceRounds(draft, completedAfter(draft.profile), at);
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
