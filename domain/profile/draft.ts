import { hopsOf } from '../event/hops.ts';
import { traceOf } from '../event/trace.ts';
import type { EventKey, TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { isFormerSegment } from '../playbook/program/former-segment.ts';
import { type Dirty, evaluateSegments } from '../segment/evaluate-segments.ts';
import { changedMemberships } from './changed-memberships.ts';
import { forgetExcessKeys, forgetOldKeys } from './fold-marks.ts';
import { keepDates } from './keep-dates.ts';
import { nextWake } from './next-wake.ts';
import { noteCame } from './note-came.ts';
import type { OwnRecords } from './own-records.ts';
import type { Profile, Tombstone } from './profile.ts';
import type { IdentityWrite, ProfileWrite } from './profile-write.ts';
import type { Signal } from './signal.ts';
import { stayIn } from './stay.ts';
import { stopsToldOf } from './stops-told-of.ts';

type WithoutHead<S> = S extends Signal ? Omit<S, 'id' | 'v' | 'profileId'> : never;
/** A signal whose id and profile are known only when the write is complete. */
export type PendingSignal = WithoutHead<Signal>;

/** A person while a decision is being taken: changed in place, within one call. */
export interface Draft {
  /** The state so far; its version is still that which was read, 0 for somebody new. */
  profile: Profile;
  /** What of it was copied here, and is nobody else's. */
  readonly own: OwnRecords;
  tombstones: Tombstone[];
  /** By profile: the memberships that stand in the table until the write, of all whom it replaces. */
  stored: Map<string, Profile['segments']>;
  identities: Map<string, IdentityWrite>;
  signals: PendingSignal[];
  /** Of so many of the signals, the bytes as JSON: counted once each. */
  measured: { readonly signals: number; readonly bytes: number };
  covers: EventKey[];
  /** Whether there is anything to write. */
  isChanged: boolean;
  /** Whether every segment must be evaluated: somebody new, or two who have become one. */
  isUnevaluated: boolean;
  /** Identifiers were gained since its segments were last evaluated. */
  hasNewIdentifiers: boolean;
  /** Folded anew: the keys of all that was read lately are kept, as many as there is room for, so that what is still on its way is known. */
  isRefolded: boolean;
  /** The history is too long to fold here: links are made, nothing more is folded. */
  isDeferred: boolean;
  /** Deferred for more than history: what the fold will change is news. */
  isRefoldNews: boolean;
}

/**
 * A draft of a profile as it was read.
 * @param isStored false where what stands under its id is no profile yet, or forwards to another
 */
export function createDraft(profile: Profile, isStored = profile.version > 0): Draft {
  return {
    profile,
    own: {},
    tombstones: [],
    stored: new Map(isStored ? [[profile.profileId, profile.segments]] : []),
    identities: new Map(),
    signals: [],
    measured: { signals: 0, bytes: 0 },
    covers: [],
    isChanged: false,
    isUnevaluated: profile.version === 0,
    hasNewIdentifiers: false,
    isRefolded: false,
    isDeferred: false,
    isRefoldNews: false,
  };
}

/** What a draft's signals take as JSON in UTF-8, with a comma each; those since the last question are added. */
export function signalBytes(draft: Draft): number {
  const added = draft.signals.slice(draft.measured.signals);
  const bytes = added.reduce(
    (sum, signal) => sum + Buffer.byteLength(JSON.stringify(signal)) + 1,
    draft.measured.bytes,
  );
  draft.measured = { signals: draft.signals.length, bytes };
  return bytes;
}

/** Evaluates the draft's segments and dates and tells what changed, and which dates have come; what history causes is not told. */
export function evaluateDraft(
  active: ActiveProgram,
  draft: Draft,
  at: number,
  dirty: Dirty,
  cause: TrackingEvent | 'time',
): void {
  const gained = dirty === 'all' || !draft.hasNewIdentifiers ? dirty : { ...dirty, identifiers: true };
  const scope = draft.isUnevaluated ? 'all' : gained;
  const before = draft.profile;
  const { segments, nextChanges, entered, left } = evaluateSegments(active, before, at, scope, draft.own);
  if (segments !== before.segments || nextChanges !== before.nextChanges) {
    draft.profile = { ...before, segments, nextChanges };
  }
  const dates = keepDates(active, draft.profile, at, scope);
  draft.profile = dates.profile;
  draft.signals.push(...dates.reached);
  draft.isChanged ||= dates.reached.length > 0;
  draft.isUnevaluated = false;
  draft.hasNewIdentifiers = false;
  const changed = [...left, ...entered];
  if (cause !== 'time' && cause.isHistory) return;
  const event = cause === 'time' ? {} : { event: cause.key, ...traceOf(cause), ...hopsOf(cause) };
  const { ordinal } = active.program;
  const gone = left.filter(isPresent).map((segment) => {
    return { type: 'Segment Left' as const, at, segment, ...stayIn(before, segment), ordinal, ...event };
  });
  const come = entered.filter(isPresent).map((segment) => {
    const stay = stayIn(draft.profile, segment);
    return { type: 'Segment Entered' as const, at, segment, ...stay, ordinal, ...event };
  });
  const due = cause === 'time' ? before.nextChanges : {};
  draft.signals.push(...[...gone, ...come].map((signal) => ({ ...signal, ...momentIn(due, signal) })));
  if (cause === 'time')
    draft.profile = noteCame(active, before, draft.profile, [...dates.reached, ...gone, ...come]);
  draft.signals.push(...stopsToldOf(draft.profile.contacts.watches, changed, { at, ...event }));
}

/** When time changed a segment, if that was not just now. */
function momentIn(
  due: Profile['nextChanges'],
  { segment, at }: { readonly segment: string; readonly at: number },
): { moment?: number } {
  const moment = due[segment] ?? at;
  return moment < at ? { moment } : {};
}

/** Of an earlier definition of a segment nobody is told but the journeys that may stop by it. */
function isPresent(segment: string): boolean {
  return !isFormerSegment(segment);
}

/**
 * Completes a draft to the one write that it amounts to: the next version, the signals' ids, when wake must look.
 * @param now decides only whether the time at which wake looks has passed
 */
export function completeDraft(draft: Draft, now: number): ProfileWrite {
  const version = draft.profile.version + 1;
  const { profileId } = draft.profile;
  const remembered = draft.isRefolded
    ? draft.profile.identifiers
    : mapValues(draft.profile.identifiers, forgetOldKeys);
  const identifiers = forgetExcessKeys(remembered);
  const profile = { ...draft.profile, version, identifiers, wakeAt: nextWake(draft.profile, now) };
  const signals = draft.signals.map(
    (pending, index) => ({ id: `${profileId}-${version}-${index}`, v: 1, profileId, ...pending }) as Signal,
  );
  return {
    profile,
    tombstones: draft.tombstones,
    identities: [...draft.identities.values()],
    signals,
    memberships: changedMemberships(draft.stored, new Map([[profileId, profile.segments]])),
    covers: draft.covers,
  };
}

function mapValues<T>(map: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
