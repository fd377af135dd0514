import { canonicalJson } from '../event/canonical-json.ts';
import type { JsonValue } from '../event/json.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { isFormerSegment } from '../playbook/program/former-segment.ts';
import { type EvaluatedSegments, evaluateSegments } from '../segment/evaluate-segments.ts';
import { emptyState, foldHistory } from './fold-history.ts';
import { NO_MARKS, standingOf } from './fold-marks.ts';
import { findNextDates } from './keep-dates.ts';
import { isOfOtherAggregates } from './of-other-aggregates.ts';
import type { Profile } from './profile.ts';
import { EMPTIED, UNSETTLED } from './unfolded.ts';

/** What events decide whatever the program is. */
const PARTS_OF_EVENTS = [
  'traits',
  'traitMemory',
  'surroundings',
  'consent',
  'devices',
  'firstSeen',
  'lastSeen',
] as const;
/** What only the program that folded a state can say of it. */
const PARTS_OF_PROGRAM = ['aggregates', 'program', 'segments', 'nextChanges', 'nextDates'] as const;

/** The parts of a profile that its events alone decide. */
export type RebuiltPart = (typeof PARTS_OF_EVENTS)[number] | (typeof PARTS_OF_PROGRAM)[number];

/** How the stored state of a profile stands to that which its events give when they are folded from nothing. */
export interface Comparison {
  /** The parts that are not equal to the byte. */
  readonly different: readonly RebuiltPart[];
  /** An older program folded it, which the next event or wake brings to the present one: only what events decide is compared. */
  readonly isOutdated: boolean;
  /** A merge or a split has left the fold to the refold queue. */
  readonly isUnfolded: boolean;
  /** A difference may be of events that are still on their way, so that a later look may find none. */
  readonly isUncertain: boolean;
}

/** An event in doubt that was received later than this may not have been delivered yet. */
const ON_ITS_WAY_MILLISECONDS = 3_600_000;

/**
 * Compares a profile with the fold of what it counts: all its events but those that are certainly not in it yet. Both are
 * looked at as time has made them by now.
 * @param history all events of all the profile's identifiers, read after the profile was
 * @param now in milliseconds since the epoch
 */
export function compareRebuilt(
  active: ActiveProgram,
  profile: Profile,
  history: readonly TrackingEvent[],
  now: number,
): Comparison {
  const counted = history.filter((event) => standing(profile, event) !== 'new');
  const rebuilt = foldHistory(active, emptyState(active, profile), counted);
  const isUnfolded = [UNSETTLED, EMPTIED].includes(profile.program.aggregates);
  const isOutdated = !isUnfolded && profile.program.ordinal < active.program.ordinal;
  // A clock that lags must not hide an event that was folded by one that does not.
  const at = counted.reduce((latest, { receivedAt }) => Math.max(latest, receivedAt), now);
  const different: RebuiltPart[] = PARTS_OF_EVENTS.filter((part) => differs(profile[part], rebuilt[part]));
  if (!isOutdated) different.push(...compareProgramParts(active, profile, rebuilt, at));
  const isRecent = (event: TrackingEvent) =>
    event.receivedAt > now - ON_ITS_WAY_MILLISECONDS && standing(profile, event) === 'in doubt';
  const isUncertain = different.length > 0 && (isUnfolded || history.some(isRecent));
  return { different, isOutdated, isUnfolded, isUncertain };
}

function standing(profile: Profile, event: TrackingEvent) {
  return standingOf(profile.identifiers[event.key.identifier] ?? NO_MARKS, event);
}

function compareProgramParts(
  active: ActiveProgram,
  profile: Profile,
  rebuilt: Profile,
  at: number,
): RebuiltPart[] {
  const nothing = new Set<string>();
  const stored = evaluateSegments(active, profile, at, {
    aggregates: nothing,
    traits: nothing,
    consent: nothing,
  });
  const anew = evaluateSegments(active, { ...rebuilt, segments: profile.segments }, at, 'all');
  const isDifferent: Record<(typeof PARTS_OF_PROGRAM)[number], boolean> = {
    aggregates: differs(profile.aggregates, rebuilt.aggregates),
    program: isOfOtherAggregates(active, profile),
    segments: differs(insideOf(stored), insideOf(anew)),
    nextChanges: missesChange(active, profile, stored, anew),
    nextDates: missesDate(active, profile, rebuilt, at),
  };
  return PARTS_OF_PROGRAM.filter((part) => isDifferent[part]);
}

function differs(a: unknown, b: unknown): boolean {
  return canonicalJson((a ?? null) as JsonValue) !== canonicalJson((b ?? null) as JsonValue);
}

/** Earlier definitions of segments are kept for those alone whom a journey of theirs watches: contacts, not events, say whom. */
function insideOf({ segments }: EvaluatedSegments): string[] {
  return Object.keys(segments)
    .filter((id) => segments[id]?.since !== null && !isFormerSegment(id))
    .sort();
}

/**
 * A known moment to change is a promise that nothing changes before it, and the earlier it was made the less it could say:
 * an earlier moment than the one found now is as good, a later one, or none, is not. Nor is one that wake would not see.
 */
function missesChange(
  active: ActiveProgram,
  { nextChanges, wakeAt }: Profile,
  stored: EvaluatedSegments,
  anew: EvaluatedSegments,
): boolean {
  const momentOf = (changes: Profile['nextChanges'], id: string) => changes[id] ?? Number.POSITIVE_INFINITY;
  const isUnseen = Object.values(nextChanges).some((at) => wakeAt === null || at < wakeAt);
  const isUnknown = Object.keys(nextChanges).some((id) => !active.segmentPlaces.has(id));
  const isLate = Object.keys(anew.nextChanges).some(
    (id) => !isFormerSegment(id) && momentOf(stored.nextChanges, id) > momentOf(anew.nextChanges, id),
  );
  return isUnseen || isUnknown || isLate;
}

/** Of a date that comes next an earlier moment than is found now is as good, since it is looked at anew when it comes. */
function missesDate(
  active: ActiveProgram,
  { nextDates = {}, wakeAt }: Profile,
  rebuilt: Profile,
  at: number,
): boolean {
  const isUnseen = Object.values(nextDates).some((moment) => wakeAt === null || moment < wakeAt);
  const anew = Object.entries(findNextDates(active, rebuilt, at) ?? {});
  return isUnseen || anew.some(([key, moment]) => (nextDates[key] ?? Number.POSITIVE_INFINITY) > moment);
}
